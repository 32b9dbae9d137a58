package org.credence.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.junit.jupiter.api.Test;

class ExecutedStatesTest {

    private static final long NOW = 1_000_000;

    private final List<String> late = new ArrayList<>();
    private final ExecutedStates states = new ExecutedStates(new ExecutedStates.Newest(5, root(5)),
            height -> height <= 7 ? Optional.of(root(height)) : Optional.empty(),
            (id, valid) -> late.add(id.brief() + " " + valid));

    private static Digest root(long height) {
        return new Digest(height, 0, 0, 1);
    }

    private static Block block(long height, long timeMs, long stateHeight, Digest stateRoot) {
        return Block.of(new Header(Digest.ZERO, 0, 0, height, Digest.ZERO, Block.payloadRoot(List.of()), 0, timeMs,
                Digest.ZERO, stateHeight, stateRoot), List.of());
    }

    @Test
    void aBlockOnExecutedStateIsJudgedAtOnce() {
        assertThat(states.check(block(9, NOW, 5, root(5)), NOW, NOW)).contains(true);
        assertThat(states.check(block(9, NOW, 4, root(4)), NOW, NOW)).contains(true);
        assertThat(states.check(block(9, NOW, 5, root(4)), NOW, NOW)).contains(false);
    }

    @Test
    void aBlockFromTheFutureOrOnItsOwnStateIsWrong() {
        assertThat(states.check(block(9, NOW + ExecutedStates.SKEW_MS, 5, root(5)), NOW, NOW)).contains(true);
        assertThat(states.check(block(9, NOW + ExecutedStates.SKEW_MS + 1, 5, root(5)), NOW, NOW)).contains(false);
        assertThat(states.check(block(5, NOW, 5, root(5)), NOW, NOW)).contains(false);
    }

    /** A liar took the chain ahead of this clock; a correct leader's blocks then bear their parent's time. */
    @Test
    void aBlockNoLaterThanItsParentIsNotTooEarly() {
        long ahead = NOW + 2 * ExecutedStates.SKEW_MS;
        assertThat(states.check(block(9, ahead, 5, root(5)), ahead, NOW)).contains(true);
        assertThat(states.check(block(9, ahead, 5, root(5)), ahead - 1, NOW)).contains(false);
    }

    @Test
    void aBlockOnStateNotYetExecutedIsJudgedWhenItIs() {
        Block right = block(9, NOW, 7, root(7));
        Block wrong = block(9, NOW, 7, root(6));
        assertThat(states.check(right, NOW, NOW)).isEmpty();
        assertThat(states.check(wrong, NOW, NOW)).isEmpty();
        states.executed(6, root(6));
        assertThat(late).isEmpty();
        states.executed(7, root(7));
        assertThat(late).containsExactlyInAnyOrder(right.id().brief() + " true", wrong.id().brief() + " false");
    }
}
