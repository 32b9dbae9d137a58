package org.credence.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.bench.BenchFailed;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines decide over real sockets and journals, and a run that does not come to its end says so. */
class EngineBenchTest {

    private static final int MEMBERS = 4;
    private static final int TRANSACTIONS = 7;
    private static final int WANTED = 12;

    @TempDir
    private Path directory;

    /** Two batches under way at each member that speaks; satisfied once each of those has decided all twelve. */
    private static final class Twelve implements Course {
        private final Protocol protocol;
        private final Set<Integer> silent;
        private final List<List<Digest>> decided = new ArrayList<>();
        private final int[] transactions = new int[MEMBERS];
        private int handedIn;
        private int proposed;

        Twelve(Protocol protocol, Set<Integer> silent) {
            this.protocol = protocol;
            this.silent = silent;
            IntStream.range(0, MEMBERS).forEach(_ -> decided.add(Collections.synchronizedList(new ArrayList<>())));
        }

        @Override
        public Quorum quorum() {
            return protocol.quorum(MEMBERS);
        }

        @Override
        public Engine engine(Epoch epoch, int self, Signer signer) {
            return protocol.engine(epoch, self, signer, Timing.lan());
        }

        @Override
        public boolean silent(int member) {
            return silent.contains(member);
        }

        @Override
        public int window(int member) {
            return 2;
        }

        @Override
        public int batches() {
            return WANTED;
        }

        @Override
        public int transactions() {
            return TRANSACTIONS;
        }

        @Override
        public int payloadBytes() {
            return 32;
        }

        @Override
        public synchronized void handedIn(long nowMicros, int member) {
            handedIn++;
        }

        @Override
        public synchronized void proposed(long nowMicros, long height) {
            proposed++;
        }

        @Override
        public synchronized void decided(long nowMicros, int member, Decision decision) {
            decision.block().batches().forEach(batch -> {
                decided.get(member).add(batch.digest());
                transactions[member] += batch.head().transactions();
            });
        }

        @Override
        public synchronized boolean satisfied() {
            return IntStream.range(0, MEMBERS)
                    .allMatch(member -> silent(member) || decided.get(member).size() == WANTED);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = {"CBFT", "PBFT"})
    void allWhoSpeakDecideTheSameBatches(Protocol protocol) throws InterruptedException {
        Twelve course = new Twelve(protocol, Set.of(3));

        EngineBench.run(course, directory, Duration.ofSeconds(60));

        assertThat(course.handedIn).isEqualTo(WANTED);
        assertThat(course.proposed).isPositive();
        assertThat(course.decided.get(0)).doesNotHaveDuplicates();
        assertThat(course.decided.get(1)).isEqualTo(course.decided.get(0));
        assertThat(course.decided.get(2)).isEqualTo(course.decided.get(0));
        assertThat(course.decided.get(3)).isEmpty();
        assertThat(course.transactions).containsExactly(WANTED * TRANSACTIONS, WANTED * TRANSACTIONS,
                WANTED * TRANSACTIONS, 0);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withoutAQuorumTheRunIsGivenUp() {
        Twelve course = new Twelve(Protocol.CBFT, Set.of(2, 3));

        assertThatThrownBy(() -> EngineBench.run(course, directory, Duration.ofMillis(300)))
                .isInstanceOf(BenchFailed.class).hasMessageContaining("enough blocks");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aViewThatFailsMakesTheRunWorthless() {
        Twelve course = new Twelve(Protocol.CBFT, Set.of(0));

        assertThatThrownBy(() -> EngineBench.run(course, directory, Duration.ofSeconds(60)))
                .isInstanceOf(BenchFailed.class).hasMessageContaining("view 0 is left");
        assertThat(directory).isEmptyDirectory();
    }
}
