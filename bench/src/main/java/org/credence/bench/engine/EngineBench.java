package org.credence.bench.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.bench.BenchFailed;
import org.credence.bench.Scratch;
import org.credence.bench.member.Consortium;
import org.credence.consensus.part.Committee;
import org.credence.crypto.KeyPair;
import org.credence.node.transport.PeerAddress;

/** All members of a run in this process, each with its own keys, sockets, threads and journal. */
public final class EngineBench {

    private static final Duration CONNECTED = Duration.ofSeconds(60);
    private static final long POLL_MS = 2;

    private final Course course;
    private final Path directory;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private EngineBench(Course course, Path directory) {
        this.course = course;
        this.directory = directory;
    }

    /**
     * Runs until the course is satisfied.
     *
     * @param directory on whose disk the journals are while the run lasts
     * @param most      after which it is given up
     * @throws BenchFailed if it is given up, or whatever is measured would be worthless: a view fails, a message is
     *                     refused
     */
    public static void run(Course course, Path directory, Duration most) throws InterruptedException {
        try {
            Path journals = Files.createTempDirectory(directory, "journals-");
            try {
                new EngineBench(course, journals).run(most);
            } finally {
                Scratch.delete(journals);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Duration most) throws InterruptedException {
        List<Member> members = new ArrayList<>();
        try {
            open(members);
            await(() -> members.stream().allMatch(m -> m.network().connected().size() == members.size() - 1),
                    CONNECTED, "members that are connected to each other");
            members.forEach(Member::start);
            await(course::satisfied, most, "enough blocks");
        } finally {
            members.reversed().forEach(Member::close);
        }
    }

    private void open(List<Member> members) {
        int n = course.quorum().n();
        SecureRandom random = new SecureRandom();
        List<KeyPair> pairs = Stream.generate(() -> KeyPair.generate(random)).limit(n).toList();
        Committee committee = new Committee(new Digest(random.nextLong(), random.nextLong(), random.nextLong(),
                random.nextLong()), 0, pairs.stream().map(KeyPair::publicKey).toList(), course.quorum());
        Supply supply = Supply.of(course, committee.chainId());
        List<Integer> ports = Consortium.freePorts(n);
        List<PeerAddress> addresses = IntStream.range(0, n)
                .mapToObj(i -> new PeerAddress(i, pairs.get(i).publicKey(), "127.0.0.1", ports.get(i))).toList();
        for (int self = 0; self < n; self++) {
            Place place = new Place(committee, self, pairs.get(self), addresses);
            members.add(course.silent(self) ? Member.Silent.at(place)
                    : new EngineMember(course, place, supply, directory.resolve(place.name()), failure::complete));
        }
    }

    /** Something that comes true by itself. */
    @FunctionalInterface
    private interface Condition {

        boolean holds();
    }

    private void await(Condition condition, Duration most, String what) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (failure.isDone()) {
                throw new BenchFailed("the run failed: " + failure.join(), failure.join());
            }
            if (System.nanoTime() > deadline) {
                throw new BenchFailed("after " + most.toSeconds() + " seconds there are still not " + what);
            }
            Thread.sleep(POLL_MS);
        }
    }
}
