package org.credence.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.BadBlock;
import org.credence.node.storage.ChainAudit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real members whose consortium changes while it runs. */
@Timeout(240)
class MembersChangeTest {

    private static final Optional<Genesis.Epochs> EPOCHS =
            Optional.of(new Genesis.Epochs(30, CreditModels.shipped().digest()));

    @TempDir
    Path root;

    static Roster roster(Node node) {
        return node.genesis().constitution().orElseThrow().roster(node.value(StateKey.roster()));
    }

    private static int epoch(Node node) {
        return EpochRecord.of(node.value(StateKey.epoch()), node.genesis().constitution().orElseThrow())
                .number();
    }

    static Change rotate(Consortium four, int member, KeyPair fresh) {
        String name = four.genesis().members().get(member).name();
        Signer signer = fresh.signer();
        return new Change.Rotate(name, signer.publicKey(),
                signer.sign(Change.statement(four.genesis().chainId(), name, signer.publicKey())));
    }

    private static void awaitRoster(Consortium four, int since) {
        Consortium.await("members since " + since, () -> {
            four.grow(0, 1);
            return four.running().stream().allMatch(node -> roster(node).since() >= since);
        });
    }

    /** Nothing that was decided or only taken in is lost, and the old key is nobody's any more. */
    @Test
    void aMemberGetsAnotherKeyWhileAllRun() {
        try (Consortium four = new Consortium(root, EPOCHS)) {
            KeyPair fresh = four.fresh(1);
            four.startAll();
            four.grow(0, 3);
            four.decide(rotate(four, 1, fresh));
            awaitRoster(four, 1);
            assertThat(four.running()).allMatch(node -> node.halted().isEmpty());
            assertThat(four.node(1).roster(1).seats().get(1).key()).isEqualTo(fresh.publicKey());
            assertThat(four.node(1).roster(0).seats().get(1).key()).isEqualTo(four.pair(1).publicKey());
            int since = epoch(four.node(0));
            four.grow(1, 40);
            Consortium.await("next epoch", () -> four.running().stream().allMatch(node -> epoch(node) > since));
            four.awaitAgreement(60);
        }
    }

    /** It slept through the change and has only its old connections to learn of it. */
    @Test
    void whoSleepsThroughItsOwnChangeOfKeysCatchesUp() {
        try (Consortium four = new Consortium(root, EPOCHS)) {
            KeyPair fresh = four.fresh(3);
            four.startAll();
            four.grow(0, 3);
            four.decide(rotate(four, 3, fresh));
            four.stop(3);
            awaitRoster(four, 1);
            four.grow(0, 40);
            four.start(3);
            four.awaitAgreement(60);
            assertThat(four.node(3).standing().self()).isEqualTo(3);
            four.submit(3, four.feed(5).registrations());
        }
    }

    /** Nobody knows its old key any more, and that is what its own chain names. */
    @Test
    void whoSleepsThroughMoreThanOneChangeFollowsTheChainBeforeItStarts() {
        try (Consortium four = new Consortium(root, EPOCHS)) {
            KeyPair fresh = four.fresh(3);
            KeyPair others = four.fresh(1);
            four.startAll();
            four.grow(0, 3);
            four.decide(rotate(four, 3, fresh));
            four.stop(3);
            awaitRoster(four, 1);
            int since = roster(four.node(0)).since();
            four.decide(rotate(four, 1, others));
            awaitRoster(four, since + 1);
            four.grow(0, 5);

            DataDirectory home = new DataDirectory(root.resolve("m3"));
            long height = ChainAudit.apparentHeight(home.chain());
            long now = four.node(0).standing().executedHeight();
            Newcomer.Source source = new FromMember(four.node(0));
            assertThat(Newcomer.isLeftBehind(height, four.genesis().epochLength(), source)).isTrue();
            assertThat(Newcomer.isLeftBehind(now, four.genesis().epochLength(), source)).isFalse();
            assertThat(Newcomer.follow(home, four.genesis(), List.of(four.pair(3).publicKey(), fresh.publicKey()),
                    source, false, Newcomer.Progress.SILENT, () -> false)).map(Seat::key).contains(fresh.publicKey());
            four.start(3);
            four.grow(3, 5);
            four.awaitAgreement(now);
        }
    }

    /** Who asks cannot be held up by a member that lies about how long the members are members. */
    @Test
    void whoIsToldOfMembersThatNoBlockLeadsToStartsAmongThoseItKnows() {
        try (Consortium four = new Consortium(root, EPOCHS).startAll()) {
            four.grow(0, 3);
            four.stop(3);
            four.grow(0, 5);
            Newcomer.Source liar = new FromMember(four.node(0)) {

                @Override
                public int membersSince() {
                    return Integer.MAX_VALUE;
                }
            };
            assertThat(Newcomer.follow(new DataDirectory(root.resolve("m3")), four.genesis(),
                    List.of(four.pair(3).publicKey()), liar, false, Newcomer.Progress.SILENT, () -> false)).isPresent();
            four.start(3);
            four.awaitAgreement(8);
        }
    }

    @Test
    void whoHasNotItsNewKeyStopsAndSaysSo() {
        try (Consortium four = new Consortium(root, EPOCHS).startAll();
                KeyPair elsewhere = KeyPair.generate(new SecureRandom())) {
            four.grow(0, 3);
            four.decide(rotate(four, 2, elsewhere));
            Consortium.await("halt", () -> {
                four.grow(0, 1);
                return four.node(2).halted().isPresent();
            });
            assertThat(four.node(2).halted().orElseThrow()).contains("member.key");
            assertThat(four.node(2).standing().halted()).isPresent();
            assertThatThrownBy(() -> four.node(2).value(StateKey.epoch())).isInstanceOf(NotServing.class)
                    .hasMessageContaining("member.key");
            four.grow(0, 5);
        }
    }

    @Test
    void allStopAndStartAfterwards() {
        try (Consortium four = new Consortium(root, EPOCHS)) {
            KeyPair fresh = four.fresh(0);
            four.startAll();
            four.grow(1, 3);
            four.decide(rotate(four, 0, fresh));
            awaitRoster(four, 1);
            IntStream.range(0, 4).forEach(four::stop);
            four.startAll();
            List<Outcome> outcomes = four.submit(0, four.feed(5).registrations());
            assertThat(outcomes).hasSize(5);
            four.awaitAgreement(31);
        }
    }

    /** Its batches on their way are nobody's any more, also for those who vouched for them. */
    @Test
    void aMemberLeavesWhileAllRun() {
        try (Consortium five = new Consortium(root, EPOCHS, 5).startAll()) {
            five.grow(4, 3);
            five.decide(new Change.Leave(five.genesis().members().get(2).name()));
            Consortium.await("departure", () -> {
                five.grow(0, 1);
                five.node(4).submit(five.feed(1).registrations());
                return five.node(2).halted().isPresent();
            });
            five.stop(2);
            five.grow(0, 40);
            five.awaitAgreement(60);
            assertThat(five.running()).hasSize(4).allMatch(node -> node.halted().isEmpty())
                    .allMatch(node -> roster(node).seats().size() == 4);
            assertThat(five.node(4).standing().self()).as("the fifth is the fourth now").isEqualTo(3);

            five.stop(4);
            five.start(4);
            five.submit(4, five.feed(5).registrations());
            five.awaitAgreement(61);
        }
    }

    /** All of the chain is checked on the way, and nobody waits for the newcomer. */
    @Test
    void aNewcomerFollowsTheChainUntilItIsAMember() throws Exception {
        try (Consortium four = new Consortium(root, EPOCHS).startAll();
                KeyPair pair = KeyPair.generate(new SecureRandom())) {
            four.grow(0, 35);
            int port = Consortium.freePorts(1).getFirst();
            Seat seat = new Seat("east", pair.publicKey(), "127.0.0.1", port, 1);
            CompletableFuture<Optional<Seat>> follower = CompletableFuture.supplyAsync(() -> Newcomer.follow(
                    DataDirectory.in(root.resolve("east")), four.genesis(), List.of(pair.publicKey()),
                    new FromMember(four.node(0)), true, Newcomer.Progress.SILENT,
                    () -> false));
            four.decide(new Change.Join(seat, pair.signer().sign(Change.statement(four.genesis().chainId(), seat))));
            awaitRoster(four, 2);
            assertThat(follower.get(60, TimeUnit.SECONDS)).contains(seat);
            NodeConfig config = NodeConfig.of(new DataDirectory(root.resolve("east")), four.genesis(),
                    new InetSocketAddress("127.0.0.1", port));
            try (Node east = Node.start(config, pair)) {
                four.grow(0, 40);
                long height = four.node(0).standing().executedHeight();
                Consortium.await("the fifth has caught up", () -> east.standing().executedHeight() >= height);
                assertThat(east.standing().roster().seats()).hasSize(5);
                Node leaderless = four.node(0);
                four.stop(3);
                four.grow(0, 5);
                assertThat(leaderless.halted()).as("four of five decide, and the fifth is one of them").isEmpty();
            }
        }
    }

    @Test
    void aForgedBlockIsNotTakenFromAnybody() {
        try (Consortium four = new Consortium(root, EPOCHS).startAll();
                KeyPair pair = KeyPair.generate(new SecureRandom())) {
            four.grow(0, 5);
            assertThatThrownBy(() -> Newcomer.follow(DataDirectory.in(root.resolve("east")), four.genesis(),
                    List.of(pair.publicKey()), new FromMember(four.node(0)) {

                        @Override
                        public Optional<byte[]> stored(long height) {
                            return super.stored(height == 3 ? 4 : height);
                        }
                    }, true, Newcomer.Progress.SILENT, () -> false)).isInstanceOf(BadBlock.class)
                    .hasMessageContaining("3");
        }
    }
}
