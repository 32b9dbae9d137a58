package org.credence.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Seat;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.ledger.tree.TreeUnsound;
import org.credence.node.genesis.ConfigInvalid;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.ChainAudit;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.SnapshotHead;
import org.credence.node.storage.SnapshotInvalid;
import org.credence.node.storage.Snapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real members that take snapshots and drop blocks, and others who begin with those. */
@Timeout(240)
class SnapshotsTest {

    private static final int EPOCH = 30;
    private static final Optional<Genesis.Epochs> EPOCHS =
            Optional.of(new Genesis.Epochs(EPOCH, CreditModels.shipped().digest()));

    @TempDir
    Path root;

    private static void growUntil(Consortium four, String what, BooleanSupplier reached) {
        Consortium.await(what, () -> {
            four.grow(0, 3);
            return reached.getAsBoolean();
        });
    }

    private static void awaitPruned(Consortium four, long first) {
        growUntil(four, "blocks below " + first + " are dropped",
                () -> four.running().stream().allMatch(node -> node.firstHeight() >= first));
    }

    /** Blocks are dropped first, and the snapshots that are older than the last two after them. */
    private static void awaitOlderSnapshotsGone(Node node) {
        Consortium.await("older snapshots are gone", () -> node.snapshots().size() == 2);
    }

    private Optional<Seat> follow(Consortium four, KeyPair pair, Newcomer.Source source, boolean whole) {
        return Newcomer.follow(DataDirectory.in(root.resolve("east")), four.genesis(), List.of(pair.publicKey()),
                source, whole, Newcomer.Progress.SILENT, () -> false);
    }

    /** As a member does that starts and finds itself left behind. */
    private Optional<Seat> follow(Consortium four, int member) {
        return Newcomer.follow(new DataDirectory(root.resolve("m" + member)), four.genesis(),
                List.of(four.pair(member).publicKey()), new FromMember(four.node(0)), false, Newcomer.Progress.SILENT,
                () -> false);
    }

    @Test
    void blocksBelowTheSnapshotBeforeLastAreDroppedAndTheRestIsServed() {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(Retention.last(EPOCH)).startAll()) {
            awaitPruned(four, 2 * EPOCH + 1);
            Node node = four.node(1);
            awaitOlderSnapshotsGone(node);
            long first = node.firstHeight();
            assertThat((first - 1) % EPOCH).isZero();
            assertThat(node.decision(first - 1)).isEmpty();
            assertThat(node.executed(first - 1)).isEmpty();
            assertThat(node.decision(first)).isPresent();
            assertThat(node.executed(first)).isPresent();
            assertThat(node.snapshots().getFirst().head().height()).isEqualTo(first - 1);

            four.stop(1);
            Node again = four.start(1);
            assertThat(again.firstHeight()).isGreaterThanOrEqualTo(first);
            four.grow(1, 3);
            four.awaitAgreement(first + EPOCH);
        }
    }

    @Test
    void aDamagedStateIsMadeAnewFromTheSnapshotThatTheChainBeginsAbove() throws IOException {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(Retention.last(EPOCH)).startAll()) {
            awaitPruned(four, EPOCH + 1);
            four.stop(2);
            DataDirectory home = new DataDirectory(root.resolve("m2"));
            Recovery.delete(home.state());
            four.start(2);
            four.grow(2, 5);
            four.awaitAgreement(2 * EPOCH);

            four.stop(2);
            for (SnapshotFile file : Snapshots.in(home.snapshots()).all()) {
                Files.delete(file.path());
            }
            assertThatThrownBy(() -> four.start(2)).as("blocks are missing, and what they led to too")
                    .hasMessageContaining("a file before it is missing");
        }
    }

    @Test
    void aNewcomerJoinsFromASnapshot() throws Exception {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(Retention.last(EPOCH)).startAll();
                KeyPair pair = KeyPair.generate(new SecureRandom())) {
            awaitPruned(four, EPOCH + 1);
            assertThatExceptionOfType(ConfigInvalid.class)
                    .isThrownBy(() -> follow(four, pair, new FromMember(four.node(0)), true))
                    .withMessageContaining("whole-chain");
            int port = Consortium.freePorts(1).getFirst();
            Seat seat = new Seat("east", pair.publicKey(), "127.0.0.1", port, 1);
            CompletableFuture<Optional<Seat>> follower = CompletableFuture
                    .supplyAsync(() -> follow(four, pair, new FromMember(four.node(0)), false));
            four.decide(new Change.Join(seat, pair.signer().sign(Change.statement(four.genesis().chainId(), seat))));
            growUntil(four, "the newcomer has a seat", follower::isDone);
            assertThat(follower.get(1, TimeUnit.SECONDS)).contains(seat);
            NodeConfig config = NodeConfig.of(new DataDirectory(root.resolve("east")), four.genesis(),
                    new InetSocketAddress("127.0.0.1", port)).retaining(Retention.last(EPOCH));
            try (Node east = Node.start(config, pair)) {
                assertThat(east.firstHeight()).isGreaterThan(EPOCH);
                four.stop(3);
                long newest = east.snapshots().getLast().head().height();
                growUntil(four, "the fifth votes, takes snapshots and prunes",
                        () -> east.firstHeight() > newest && east.halted().isEmpty());
            }
        }
    }

    /** Soon nobody has the blocks above the snapshot that it took in, though it has had a seat there already. */
    @Test
    void aNewcomerDoesNotBeginAsAMemberBelowTheNewestSnapshot() {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(new Retention(EPOCH, false)).startAll()) {
            growUntil(four, "two snapshots", () -> four.node(0).snapshots().size() == 2);
            four.stop(3);
            SnapshotFile older = four.node(0).snapshots().getFirst();
            SnapshotFile newer = four.node(0).snapshots().getLast();
            AtomicInteger asked = new AtomicInteger();
            DataDirectory home = DataDirectory.in(root.resolve("again"));
            assertThat(Newcomer.follow(home, four.genesis(), List.of(four.pair(3).publicKey()),
                    new FromMember(four.node(0)) {

                        @Override
                        public Optional<Newcomer.Offer> snapshot() {
                            SnapshotFile file = asked.getAndIncrement() == 0 ? older : newer;
                            return Optional.of(new Newcomer.Offer(file.head().epoch(), file.head().height(),
                                    file.parts()));
                        }
                    }, false, Newcomer.Progress.SILENT, () -> false)).isPresent();
            assertThat(ChainAudit.apparentHeight(home.chain())).isGreaterThanOrEqualTo(newer.head().height());
        }
    }

    /** It slept until nobody had the blocks any more that it needs next. */
    @Test
    void whoIsBehindFurtherThanOthersKeepBlocksGoesOnFromASnapshot() {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(Retention.last(EPOCH)).startAll()) {
            four.grow(0, 5);
            four.stop(3);
            awaitPruned(four, 2 * EPOCH + 1);
            DataDirectory home = new DataDirectory(root.resolve("m3"));
            long height = ChainAudit.apparentHeight(home.chain());
            assertThat(Newcomer.isLeftBehind(height, four.genesis().epochLength(), new FromMember(four.node(0))))
                    .isTrue();
            assertThat(Newcomer.isLeftBehind(four.node(0).firstHeight(), four.genesis().epochLength(),
                    new FromMember(four.node(0)))).isFalse();
            Optional<Seat> seat = follow(four, 3);
            assertThat(seat).map(Seat::name).contains(four.genesis().members().get(3).name());
            assertThat(Snapshots.in(home.snapshots()).all()).as("taken in").isNotEmpty();
            four.start(3);
            four.grow(3, 5);
            four.awaitAgreement(2 * EPOCH);
        }
    }

    /** It was cut off rather than stopped, so that nobody looked at what the others keep before it began. */
    @Test
    void whoRunsAndCannotCatchUpAnyMoreStopsItselfAndSaysWhatHelps() {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(Retention.last(EPOCH)).startAll()) {
            four.grow(0, 5);
            four.awaitAgreement(5);
            four.stop(3);
            awaitPruned(four, 2 * EPOCH + 1);
            Node left = four.start(3);
            long height = left.standing().executedHeight();
            long first = four.running().subList(0, 3).stream().mapToLong(Node::firstHeight).min().orElseThrow();
            Consortium.await("it stops itself", () -> left.halted().isPresent());
            String needed = "restart: a snapshot is needed, others keep blocks from height " + first
                    + ", this member stands at " + height;
            assertThat(left.isLeftBehind()).isTrue();
            assertThat(left.halted().orElseThrow()).endsWith(needed);
            assertThat(left.standing().halted()).isEqualTo(left.halted());
            Consortium.await("its log says so", () -> log(3).contains(needed));
            assertThat(four.running().subList(0, 3)).allMatch(node -> node.halted().isEmpty());

            four.stop(3);
            follow(four, 3);
            four.start(3);
            four.grow(3, 5);
            four.awaitAgreement(first);
        }
    }

    /** Its own snapshots are all below the chain that it has from then on. */
    @Test
    void whoHasDroppedBlocksItselfAndIsLeftBehindGoesOnFromASnapshotAndDropsOthers() {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(Retention.last(EPOCH)).startAll()) {
            awaitPruned(four, EPOCH + 1);
            four.stop(3);
            DataDirectory home = new DataDirectory(root.resolve("m3"));
            assertThat(Snapshots.in(home.snapshots()).all()).hasSizeGreaterThanOrEqualTo(2);
            awaitPruned(four, ChainAudit.apparentHeight(home.chain()) + 2);
            follow(four, 3);
            Node back = four.start(3);
            long first = back.firstHeight();
            growUntil(four, "it drops blocks again", () -> back.firstHeight() > first || back.halted().isPresent());
            assertThat(back.halted()).isEmpty();
            awaitOlderSnapshotsGone(back);
        }
    }

    private String log(int member) {
        try {
            return Files.readString(root.resolve("m" + member + "/logs/node.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two of three others have not what it needs, and say so. */
    @Test
    void oneWhoKeepsEverythingIsEnoughToCatchUpFrom() {
        try (Consortium four = new Consortium(root, EPOCHS)) {
            four.start(0);
            four.retaining(Retention.last(EPOCH));
            List.of(1, 2).forEach(four::start);
            four.retaining(Retention.all()).start(3);
            four.grow(0, 5);
            four.awaitAgreement(5);
            four.stop(3);
            growUntil(four, "others drop blocks",
                    () -> four.running().subList(1, 3).stream().allMatch(node -> node.firstHeight() > 3 * EPOCH));
            Node back = four.start(3);
            growUntil(four, "it catches up", () -> back.standing().executedHeight() > 4 * EPOCH);
            four.awaitAgreement(4 * EPOCH);
            assertThat(back.halted()).isEmpty();
            assertThat(back.firstHeight()).as("it has not begun anew above a snapshot").isOne();
        }
    }

    @Test
    void aSnapshotThatTheMembersDoNotVouchForIsRefusedAndNothingIsLost() {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(new Retention(EPOCH, false)).startAll();
                KeyPair pair = KeyPair.generate(new SecureRandom())) {
            growUntil(four, "snapshot", () -> !four.node(0).snapshots().isEmpty());
            SnapshotFile good = four.node(0).snapshots().getLast();

            refuse(four, pair, good, 0, part -> flip(part, part.length - 20), SnapshotInvalid.class, "valid vote");
            refuse(four, pair, good, 1, part -> flip(part, part.length - 1), TreeUnsound.class, "hash");
            refuse(four, pair, good, 1, part -> new byte[0], SnapshotInvalid.class, "0 bytes");
            refuse(four, pair, good, 1, part -> new byte[3 * 1024 * 1024], SnapshotInvalid.class, "bytes");
            assertThat(Snapshots.in(root.resolve("east/snapshots")).all()).isEmpty();
        }
    }

    /** The state says who the members are; without founders among them that is only its own word. */
    @Test
    void whoKnowsOnlyFoundersThatAreNoneAnyMoreBelievesNobody() {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(new Retention(1, false));
                KeyPair pair = KeyPair.generate(new SecureRandom())) {
            for (int member = 1; member <= 3; member++) {
                four.fresh(member);
            }
            four.startAll();
            for (int member = 3; member >= 1; member--) {
                KeyPair fresh = four.fresh(member);
                four.decide(MembersChangeTest.rotate(four, member, fresh));
                growUntil(four, "another key of " + member, () -> four.running().stream().allMatch(
                        node -> MembersChangeTest.roster(node).member(fresh.publicKey()).isPresent()));
            }
            int since = MembersChangeTest.roster(four.node(0)).since();
            growUntil(four, "a snapshot below epoch " + (since + 1),
                    () -> four.node(0).snapshots().getLast().head().epoch() > since);
            SnapshotFile newest = four.node(0).snapshots().getLast();
            Certification vouched = Certification.of(newest.head(), MembersChangeTest.roster(four.node(0)),
                    four.genesis(), Ed25519.chosen());
            assertThat(vouched.founders()).isLessThanOrEqualTo(1);
            assertThatExceptionOfType(SnapshotInvalid.class)
                    .isThrownBy(() -> follow(four, pair, new FromMember(four.node(0)), false))
                    .withMessageContaining("of the founders, must be 2");
            assertThat(new FromMember(four.node(0)).stored(1)).as("the way past all members is open").isPresent();
        }
    }

    private void refuse(Consortium four, KeyPair pair, SnapshotFile good, int changed,
            UnaryOperator<byte[]> change, Class<? extends RuntimeException> error, String because) {
        Newcomer.Source source = new FromMember(four.node(0)) {

            @Override
            public Optional<Newcomer.Offer> snapshot() {
                return Optional.of(new Newcomer.Offer(good.head().epoch(), good.head().height(), good.parts()));
            }

            @Override
            public byte[] part(Newcomer.Offer offer, int number) {
                byte[] part = good.part(number);
                return number == changed ? change.apply(part) : part;
            }
        };
        assertThatExceptionOfType(error).isThrownBy(() -> follow(four, pair, source, false))
                .withMessageContaining(because);
    }

    private static byte[] flip(byte[] part, int at) {
        byte[] changed = part.clone();
        changed[at] ^= 1;
        return changed;
    }

    /** What certifies a state is the first block of the next epoch, whoever led it. */
    @Test
    void everySnapshotIsOfTheEndOfAnEpochAndEqualOnAllMembers() {
        try (Consortium four = new Consortium(root, EPOCHS).retaining(new Retention(1, false)).startAll()) {
            growUntil(four, "three epochs", () -> four.running().stream()
                    .allMatch(node -> node.snapshots().stream().anyMatch(file -> file.head().epoch() == 3)));
            EpochLength length = four.genesis().epochLength();
            SnapshotHead first = third(four.node(0)).head();
            assertThat(length.isLast(first.height())).isTrue();
            for (Node node : four.running()) {
                assertThat(third(node).head().version().sameAs(first.version())).isTrue();
                assertThat(third(node).parts()).isEqualTo(third(four.node(0)).parts());
                assertThat(third(node).part(1)).isEqualTo(third(four.node(0)).part(1));
                assertThat(node.firstHeight()).isOne();
            }
            EpochRecord record = EpochRecord.of(four.node(0).value(StateKey.epoch()),
                    four.genesis().constitution().orElseThrow());
            assertThat(record.number()).isGreaterThanOrEqualTo(3);
        }
    }

    private static SnapshotFile third(Node node) {
        return node.snapshots().stream().filter(file -> file.head().epoch() == 3).findFirst().orElseThrow();
    }
}
