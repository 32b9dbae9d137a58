package org.credence.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Roster;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;
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

    private static Roster roster(Node node) {
        return node.genesis().constitution().orElseThrow().roster(node.value(StateKey.roster()));
    }

    private static int epoch(Node node) {
        return EpochRecord.of(node.value(StateKey.epoch()), node.genesis().constitution().orElseThrow())
                .number();
    }

    private static Change rotate(Consortium four, int member, KeyPair fresh) {
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
}
