package org.credence.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.SignedBlock;
import org.credence.simulator.setup.Witness;
import org.junit.jupiter.api.Test;

/**
 * A-C3: with seven members and five CONFIRMs no view change can be right, because it sees the same in two worlds in
 * which different blocks are decided.
 */
class TwoWorldsTest {

    private static final int VICTIM = 6;

    /** What V of the first new view says, and what the victim decided first. */
    private static final class Notes implements Witness {
        private final TreeMap<Integer, List<Digest>> reports = new TreeMap<>();
        private Optional<Digest> victims = Optional.empty();

        @Override
        public void began(Committee committee, Set<Integer> liars) {}

        @Override
        public void promised(int member, Promise promise) {}

        @Override
        public void sent(int member, Message message) {
            if (message instanceof Message.NewView(var proof) && reports.isEmpty()) {
                proof.changes().forEach(change -> reports.put(change.voter(),
                        change.path().stream().map(SignedBlock::id).toList()));
            }
        }

        @Override
        public void decided(int member, Decision decision) {
            if (member == VICTIM && victims.isEmpty()) {
                victims = Optional.of(decision.block().id());
            }
        }
    }

    private static Notes play(Attack attack) {
        Notes notes = new Notes();
        Performance.published(attack, 1, notes);
        return notes;
    }

    @Test
    void theSameReportsFollowFromDifferentDecisions() {
        Notes a = play(TwoWorlds.victimDecidesA());
        Notes b = play(TwoWorlds.victimDecidesB());

        assertThat(a.reports).isEqualTo(b.reports).hasSize(5).doesNotContainKeys(0, VICTIM);
        assertThat(a.victims).isPresent().isNotEqualTo(b.victims);
        assertThat(b.victims).isPresent();
        assertThat(a.reports.values().stream().flatMap(List::stream)).contains(a.victims.orElseThrow(),
                b.victims.orElseThrow());
    }

    @Test
    void theSoundFormHoldsInBothWorlds() {
        assertThat(Performance.sound(TwoWorlds.victimDecidesA(), 1)).isInstanceOf(Finding.Held.class);
        assertThat(Performance.sound(TwoWorlds.victimDecidesB(), 1)).isInstanceOf(Finding.Held.class);
    }
}
