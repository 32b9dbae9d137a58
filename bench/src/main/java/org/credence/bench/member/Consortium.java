package org.credence.bench.member;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.credence.apps.metering.contract.MeteringApplication;
import org.credence.bench.BenchFailed;
import org.credence.bench.BenchOptions;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;

/** All members of a run. They end when this is closed, and when this process ends in whatever way. */
public final class Consortium implements AutoCloseable {

    private static final long START_NANOS = 120_000_000_000L;
    private static final long POLL_MS = 50;
    private static final int PASSWORD_BYTES = 16;

    private final Genesis genesis;
    private final List<MemberProcess> members;
    private final Thread killer;

    private Consortium(Genesis genesis, List<MemberProcess> members) {
        this.genesis = genesis;
        this.members = List.copyOf(members);
        killer = new Thread(() -> this.members.forEach(MemberProcess::kill), "bench-kill");
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Makes keys and genesis in the directory and starts all members. */
    public static Consortium start(BenchOptions options, Path directory) {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[PASSWORD_BYTES];
        random.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        List<Integer> ports = freePorts(2 * options.members());
        List<Genesis.Member> members = new ArrayList<>();
        for (int i = 0; i < options.members(); i++) {
            String name = "member-" + i;
            try (KeyPair pair = KeyPair.generate(random)) {
                Path key = DataDirectory.in(directory.resolve(name)).key();
                Keystore.create(key, pair, password.toCharArray(), KeyDerivation.LIGHT, random);
                members.add(new Genesis.Member(name, pair.publicKey(), "127.0.0.1", ports.get(2 * i),
                        ports.get(2 * i + 1)));
            }
        }
        Genesis genesis = genesis(options, members);
        List<MemberProcess> started = new ArrayList<>();
        Consortium consortium;
        try {
            for (Genesis.Member member : members) {
                DataDirectory data = new DataDirectory(directory.resolve(member.name()));
                GenesisFile.write(genesis, data.genesis());
                started.add(MemberProcess.start(member, data, options.memberJvmOptions(), password));
            }
            consortium = new Consortium(genesis, started);
        } catch (RuntimeException e) {
            started.forEach(MemberProcess::kill);
            throw e;
        }
        return consortium;
    }

    public Genesis genesis() {
        return genesis;
    }

    public List<MemberProcess> members() {
        return members;
    }

    /** The members' API ports, in committee order. */
    public List<Integer> apiPorts() {
        return genesis.members().stream().map(Genesis.Member::apiPort).toList();
    }

    /**
     * Waits until every member is connected to all.
     *
     * @param told how many are
     * @throws BenchFailed if one ends, or it takes more than two minutes
     */
    public void awaitConnected(IntConsumer told) throws InterruptedException {
        long deadline = System.nanoTime() + START_NANOS;
        int connected = 0;
        while (connected < members.size()) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailed("after two minutes only " + connected + " of " + members.size()
                        + " members are connected to all others");
            }
            Thread.sleep(POLL_MS);
            members.forEach(MemberProcess::requireAlive);
            int now = (int) members.stream().filter(this::isConnected).count();
            if (now != connected) {
                connected = now;
                told.accept(connected);
            }
        }
    }

    /**
     * Waits until all members stand at one height with nothing under way, but no longer than until the deadline.
     *
     * @return where each stands
     */
    public List<Standing> awaitSettled(long deadlineNanos) throws InterruptedException, IOException {
        while (true) {
            List<Standing> standings = new ArrayList<>();
            for (MemberProcess member : members) {
                standings.add(member.standing());
            }
            Predicate<Standing> settled = s -> s.tracked() == 0 && s.pendingBatches() == 0
                    && s.executedHeight() == standings.getFirst().executedHeight();
            if (standings.stream().allMatch(settled) || System.nanoTime() > deadlineNanos) {
                return standings;
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** Stops all members, one after the other, and waits until they have ended. */
    @Override
    public void close() {
        members.forEach(MemberProcess::close);
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // This process is ending: the hook is what ends the members.
        }
    }

    private boolean isConnected(MemberProcess member) {
        try {
            return member.standing().connected() == members.size();
        } catch (IOException e) {
            // It does not listen yet.
            return false;
        }
    }

    private static Genesis genesis(BenchOptions options, List<Genesis.Member> members) {
        String application = switch (options.payload()) {
            case METERING -> MeteringApplication.NAME;
            case OPAQUE -> Genesis.OPAQUE;
        };
        return new Genesis("bench", options.protocol(), members, options.protocol().quorum(members.size()),
                Genesis.Network.LAN,
                List.of(new Genesis.Application(application, new TreeMap<>())), options.clientSignatures(), true,
                options.genesisEpochs());
    }

    /** Ports nobody listens on now, all different. */
    public static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
