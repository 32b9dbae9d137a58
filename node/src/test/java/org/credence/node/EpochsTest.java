package org.credence.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.SignedHeader;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.ledger.epoch.Operation;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;
import org.credence.reputation.Indicator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real members whose leaders are ranked anew every thirty blocks. */
@Timeout(240)
class EpochsTest {

    private static final int BLOCKS = 30;
    private static final Optional<Genesis.Epochs> EPOCHS =
            Optional.of(new Genesis.Epochs(BLOCKS, CreditModels.shipped().digest()));

    @TempDir
    Path root;

    private static EpochRecord record(Node node) {
        return EpochRecord.of(node.value(StateKey.epoch()), node.genesis().constitution().orElseThrow());
    }

    private static void awaitEpoch(Consortium four, int member, int number) {
        Consortium.await("epoch " + number, () -> {
            four.grow(member, 1);
            return four.running().stream().filter(node -> node.halted().isEmpty())
                    .allMatch(node -> record(node).number() >= number);
        });
    }

    @Test
    void tablesAreMadeOfWhatMembersReportOfEachOther() {
        try (Consortium four = new Consortium(root, EPOCHS).startAll()) {
            awaitEpoch(four, 1, 3);
            four.awaitAgreement(3 * BLOCKS);
            EpochRecord record = record(four.node(0));
            assertThat(four.running()).allMatch(node -> record(node).equals(record));
            assertThat(record.members()).allSatisfy(member -> {
                assertThat(member.stale()).as("epochs nobody reported in").isLessThan(record.number());
                assertThat(member.standing().age()).isEqualTo(record.number());
                assertThat(member.indicators().of(Indicator.OFFLINE_TIME)).isLessThan(500);
            });
        }
    }

    /** A silent member sinks to the end of the rank while the others go on, and comes back into a later epoch. */
    @Test
    void whoIsAwayLosesRankAndCatchesUpThroughEpochs() {
        try (Consortium four = new Consortium(root, EPOCHS).startAll()) {
            four.grow(0, 1);
            four.stop(2);
            awaitEpoch(four, 0, 3);
            EpochRecord without = record(four.node(0));
            assertThat(without.rank()).endsWith(2);
            assertThat(without.members().get(2).assessment()).isLessThan(without.members().get(1).assessment());
            four.start(2);
            awaitEpoch(four, 2, without.number() + 1);
            four.awaitAgreement(1);
        }
    }

    @Test
    void allStopInTheMidstOfAnEpochAndGoOnInIt() {
        try (Consortium four = new Consortium(root, EPOCHS).startAll()) {
            awaitEpoch(four, 0, 1);
            four.grow(0, 3);
            four.awaitAgreement(BLOCKS + 3);
            EpochRecord before = record(four.node(0));
            IntStream.range(0, 4).forEach(four::stop);
            four.startAll();
            assertThat(record(four.node(0)).number()).isGreaterThanOrEqualTo(before.number());
            awaitEpoch(four, 3, before.number() + 2);
            four.awaitAgreement(1);
        }
    }

    /** One byte of the model differs on one member: it stops there, says why, and the others go on. */
    @Test
    void aMemberWithAnotherModelStopsRatherThanFork() throws IOException {
        try (Consortium four = new Consortium(root, EPOCHS)) {
            byte[] model = CreditModels.shipped().encoded();
            model[model.length - 1] ^= 1;
            Files.write(four.config(3).data().creditModel(), model);
            four.startAll();
            awaitEpoch(four, 0, 2);
            Consortium.await("halt", () -> four.node(3).halted().isPresent());
            assertThat(four.node(3).halted().orElseThrow()).contains("credit model")
                    .contains(CreditModels.shipped().digest().hex());
            assertThat(four.node(3).standing().executedHeight()).isEqualTo(BLOCKS - 1);
            assertThat(four.running().subList(0, 3)).allMatch(node -> node.halted().isEmpty());

            four.stop(3);
            Files.delete(four.config(3).data().creditModel());
            four.start(3);
            four.awaitAgreement(2 * BLOCKS);
        }
    }

    /** P§1.9: whoever shows that a member signed two blocks for one place takes its credit away. */
    @Test
    void aProvenFaultCostsAMemberItsCredit() {
        try (Consortium four = new Consortium(root, EPOCHS).startAll()) {
            four.grow(0, 3);
            Evidence evidence = new Evidence.Equivocation(signed(four, 3, 1), signed(four, 3, 2));
            four.submit(1, List.of(four.say(1, new Operation.Accuse(evidence))));
            awaitEpoch(four, 0, 1);
            EpochRecord record = record(four.node(0));
            assertThat(record.members().get(3).standing().credit()).isZero();
            assertThat(record.members().get(3).standing().barred()).isEqualTo(20);
            assertThat(record.rank()).endsWith(3);
        }
    }

    private static SignedHeader signed(Consortium four, int member, long time) {
        Header header = new Header(four.genesis().chainId(), 0, 7, 9, Digest.ZERO, Digest.ZERO, member, time,
                Digest.ZERO, 0, Digest.ZERO);
        return new SignedHeader(header, four.pair(member).signer().sign(header.id()));
    }

    /** Both are derived or can be fetched; the promises say from which epoch on it may vote again. */
    @Test
    void whoLostChainAndStateFetchesThemAgainBeforeItVotes() {
        try (Consortium four = new Consortium(root, EPOCHS).startAll()) {
            awaitEpoch(four, 0, 2);
            // A block of the epoch that begins: whoever has executed it has entered that epoch in its journal too.
            four.grow(0, 1);
            four.awaitAgreement(2 * BLOCKS + 1);
            four.stop(2);
            delete(four.config(2).data().chain());
            delete(four.config(2).data().state());
            assertThatThrownBy(() -> four.start(2)).isInstanceOf(ChainBehind.class).hasMessageContaining("epoch 2");
            Newcomer.follow(four.config(2).data(), four.genesis(), List.of(four.pair(2).publicKey()),
                    new FromMember(four.node(0)), true, Newcomer.Progress.SILENT, () -> false);
            four.start(2);
            four.awaitAgreement(2 * BLOCKS);
            four.submit(2, four.feed(3).registrations());
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aGenesisWithEpochsIsAnotherChain() {
        try (Consortium four = new Consortium(root, EPOCHS)) {
            Genesis genesis = four.genesis();
            assertThat(List.of(genesis.with(Optional.empty()).chainId(),
                    genesis.with(Optional.of(new Genesis.Epochs(BLOCKS + 1, CreditModels.shipped().digest())))
                            .chainId()))
                    .doesNotContain(genesis.chainId()).doesNotHaveDuplicates();
        }
    }
}
