package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.credence.base.Digest;
import org.credence.base.block.Vote;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Evidence.DoubleVote;
import org.credence.consensus.part.Phase;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally(4);
    private final BlockRef block = new BlockRef(0, 2, 7, new Digest(0, 0, 0, 1));
    private final BlockRef rival = new BlockRef(0, 2, 7, new Digest(0, 0, 0, 2));

    @Test
    void countsEachMemberOnce() {
        assertThat(count(3, block)).isInstanceOf(Tally.Counted.Fresh.class);
        assertThat(count(1, block)).isInstanceOf(Tally.Counted.Fresh.class);
        assertThat(count(3, block)).isInstanceOf(Tally.Counted.Known.class);
        assertThat(tally.votes(Phase.CONFIRM, block).votes()).extracting(Vote::member).containsExactly(1, 3);
        assertThat(tally.votes(Phase.COMMIT, block).votes()).isEmpty();
    }

    @Test
    void aSecondVoteForTheSamePlaceIsEvidenceAndDoesNotCount() {
        count(3, block);
        Tally.Counted counted = count(3, rival);
        assertThat(counted).isInstanceOfSatisfying(Tally.Counted.Conflict.class, conflict -> {
            DoubleVote evidence = conflict.evidence();
            assertThat(evidence.culprit()).isEqualTo(3);
            assertThat(evidence.conflicts()).isTrue();
            assertThat(evidence.second()).isEqualTo(rival);
        });
        assertThat(tally.votes(Phase.CONFIRM, rival).votes()).isEmpty();
    }

    @Test
    void oneMemberCannotCrowdOutAnother() {
        count(1, block);
        for (int i = 0; i < 10_000; i++) {
            count(2, new BlockRef(0, 100 + i, 7, block.id()));
        }
        assertThat(tally.votes(Phase.CONFIRM, block).votes()).hasSize(1);
    }

    @Test
    void decidedHeightsAreForgotten() {
        count(1, block);
        tally.prune(7);
        assertThat(tally.votes(Phase.CONFIRM, block).votes()).isEmpty();
    }

    private Tally.Counted count(int member, BlockRef ref) {
        return tally.count(member, Phase.CONFIRM, ref, ReportBuilder.SIGNATURE);
    }
}
