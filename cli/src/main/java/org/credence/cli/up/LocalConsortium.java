package org.credence.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.credence.apps.metering.contract.MeteringApplication;
import org.credence.cli.ExitCode;
import org.credence.cli.Failure;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.credence.node.storage.DirectoryLock;

/**
 * A directory that holds all members of a consortium: {@code genesis.json}, a data directory per member, and
 * {@code feeder.secret}, from
 * which the keys of the replayed meters come. Each member's password lies beside its key, so its key file protects
 * nothing against
 * whoever can read the directory: for trying out, not for production.
 */
public record LocalConsortium(Path root, Genesis genesis) {

    /** File name of a member's password, in its data directory. */
    public static final String PASSWORD = "password";

    private static final String NAME = "local";
    private static final String HOST = "127.0.0.1";
    private static final String GENESIS = "genesis.json";
    private static final String FEEDER_SECRET = "feeder.secret";
    private static final int SECRET_BYTES = 32;

    /** Whether there is one in the directory. */
    public static boolean exists(Path root) {
        return Files.exists(root.resolve(GENESIS));
    }

    /** The one in the directory. */
    public static LocalConsortium open(Path root) {
        return new LocalConsortium(root, GenesisFile.read(root.resolve(GENESIS)));
    }

    /**
     * Makes keys, passwords and genesis for new members.
     *
     * @param protocol which consensus they run
     * @param epochs   how leaders change; empty if never
     * @param count    members, at least 4
     * @param peerPort port between members of the first; the next ones follow
     * @param apiPort  HTTP port of the first; the next ones follow
     */
    public static LocalConsortium create(Path root, Protocol protocol, Optional<Genesis.Epochs> epochs, int count,
            int peerPort, int apiPort) {
        return create(root, protocol, epochs, count, i -> peerPort + i, i -> apiPort + i);
    }

    /** The same at ports that are free now. */
    public static LocalConsortium create(Path root, Protocol protocol, Optional<Genesis.Epochs> epochs, int count) {
        List<Integer> ports = Ports.free(2 * count);
        return create(root, protocol, epochs, count, ports::get, i -> ports.get(count + i));
    }

    private static LocalConsortium create(Path root, Protocol protocol, Optional<Genesis.Epochs> epochs, int count,
            IntUnaryOperator peerPort, IntUnaryOperator apiPort) {
        if (count < Genesis.FEWEST) {
            throw new Failure(ExitCode.USAGE, "--members: is " + count + ", must be at least " + Genesis.FEWEST);
        }
        SecureRandom random = new SecureRandom();
        List<Genesis.Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "member-" + i;
            DataDirectory home = DataDirectory.in(root.resolve(name));
            String password = secret(random);
            writeSecret(home.root().resolve(PASSWORD), password + "\n");
            try (KeyPair pair = KeyPair.generate(random)) {
                // Left over where an earlier attempt was interrupted before there was a genesis: never used.
                deleteIfExists(home.key());
                Keystore.create(home.key(), pair, password.toCharArray(), KeyDerivation.LIGHT, random);
                members.add(new Genesis.Member(name, pair.publicKey(), HOST, peerPort.applyAsInt(i),
                        apiPort.applyAsInt(i)));
            }
        }
        writeSecret(root.resolve(FEEDER_SECRET), secret(random));
        Genesis genesis = Genesis.of(NAME, protocol, members,
                List.of(new Genesis.Application(MeteringApplication.NAME, new TreeMap<>()))).with(epochs);
        return new LocalConsortium(root, genesis).written();
    }

    /** The same members at other ports, which does not make it another chain. */
    public LocalConsortium at(int peerPort, int apiPort) {
        List<Genesis.Member> moved = new ArrayList<>();
        for (int i = 0; i < genesis.members().size(); i++) {
            Genesis.Member member = genesis.members().get(i);
            moved.add(new Genesis.Member(member.name(), member.key(), member.host(), peerPort + i, apiPort + i));
        }
        return with(moved);
    }

    private LocalConsortium with(List<Genesis.Member> moved) {
        return new LocalConsortium(root, genesis.at(moved)).written();
    }

    /** Where a member keeps everything. */
    public DataDirectory home(int member) {
        return new DataDirectory(root.resolve(genesis.members().get(member).name()));
    }

    /** 32 bytes from which the meters' keys and pseudonyms come. */
    public byte[] feederSecret() {
        try {
            return HexFormat.of().parseHex(Files.readString(root.resolve(FEEDER_SECRET)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.ENVIRONMENT, root.resolve(FEEDER_SECRET) + ": is damaged", e);
        }
    }

    /**
     * Removes a consortium's directory with everything in it.
     *
     * @throws Failure if the directory does not look like one, or a member is running in it
     */
    public static void delete(Path root) {
        if (!exists(root)) {
            if (Files.exists(root) && !isEmpty(root)) {
                throw new Failure(ExitCode.USAGE, root + ": holds no genesis.json, so --fresh does not delete it");
            }
            return;
        }
        LocalConsortium old = open(root);
        for (int i = 0; i < old.genesis.members().size(); i++) {
            if (Files.exists(old.home(i).journal())) {
                DirectoryLock.take(old.home(i).journal()).close();
            }
        }
        deleteAll(root);
    }

    /** Removes a directory that this process has made, with everything in it and whatever it looks like. */
    public static void deleteAll(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteIfExists(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalConsortium written() {
        // The consortium's own file last: where it is, everything else is.
        for (int i = 0; i < genesis.members().size(); i++) {
            GenesisFile.write(genesis, home(i).genesis());
        }
        GenesisFile.write(genesis, root.resolve(GENESIS));
        return this;
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void writeSecret(Path file, String text) {
        try {
            boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[]{
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                    : new FileAttribute<?>[0];
            Files.deleteIfExists(file);
            Files.createFile(file, ownerOnly);
            Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
