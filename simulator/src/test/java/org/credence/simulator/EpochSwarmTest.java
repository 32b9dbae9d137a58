package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Report;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CBFT from epoch to epoch, with everything that goes wrong. */
class EpochSwarmTest {

    @ParameterizedTest
    @CsvSource({"4, 3, 40", "4, 10, 40", "4, 60, 10", "7, 3, 10", "7, 10, 10", "10, 10, 2"})
    void epochsFollowEachOtherWhateverGoesWrong(int members, int blocks, int seeds) {
        Report report = Unbroken.run(Options.of(Protocol.CBFT, 1, members).withSeeds(seeds).withEpochBlocks(blocks));
        assertThat(report.outcomes()).anyMatch(outcome -> outcome.decidedHeight() > 3L * blocks
                || blocks > 10 && outcome.decidedHeight() > blocks);
    }

    /** As 238 with six members in {@link SwarmTest}, at the end of an epoch. */
    @Test
    void whatALeaderAskedForOfAnEarlierViewCounts() {
        Unbroken.run(Options.of(Protocol.CBFT, 131, 4).withEpochBlocks(10));
    }

    /** A member that left an epoch with its last blocks in the journal alone lost both in the next power cut (E1). */
    @Test
    void anEpochIsLeftOnlyWithAllOfItInTheChain() {
        Unbroken.run(Options.of(Protocol.CBFT, 20_171, 4).withEpochBlocks(10));
    }

    @Test
    void withoutFaultsManyEpochsPass() {
        Report report = Unbroken.run(Options.of(Protocol.CBFT, 1, 4).withFaults(EnumSet.noneOf(Fault.class))
                .withEpochBlocks(5));
        assertThat(report.outcomes()).allMatch(outcome -> outcome.decidedHeight() > 50);
    }

    @Test
    void theCommandThatReproducesASeedNamesTheLengthOfEpochs() {
        assertThat(Options.of(Protocol.CBFT, 1, 4).withEpochBlocks(10).command(7)).contains("--epoch-blocks 10");
        assertThat(Options.of(Protocol.CBFT, 1, 4).command(7)).doesNotContain("--epoch-blocks");
    }

    @Test
    void lengthsBeyondTheLimitAndProtocolsWithOneEpochAreRefused() {
        Options cbft = Options.of(Protocol.CBFT, 1, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> cbft.withEpochBlocks(401))
                .withMessageContaining("epochBlocks=401");
        assertThatIllegalArgumentException().isThrownBy(() -> cbft.withEpochBlocks(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(Protocol.RAFT, 1, 4).withEpochBlocks(10))
                .withMessageContaining("one epoch only");
        assertThatIllegalArgumentException().isThrownBy(() -> cbft.withLiars(2).withEpochBlocks(10))
                .withMessageContaining("A1");
    }
}
