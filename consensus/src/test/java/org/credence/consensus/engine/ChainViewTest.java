package org.credence.consensus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Samples;
import org.credence.consensus.part.Decision;
import org.junit.jupiter.api.Test;

class ChainViewTest {

    private final ChainView genesis = ChainView.genesis(Digest.ZERO, 4);
    private final List<Decision> run = new Decisions(new Samples(2)).after(genesis, 4);
    private final Promises promises = new Promises();

    @Test
    void decisionsThatTheStoreLostAreWhereTheChainEnds() {
        run.forEach(decision -> promises.add(new Promise.Decided(decision)));
        Decision last = run.getLast();
        assertThat(genesis.with(promises))
                .isEqualTo(new ChainView(genesis.base(), Optional.of(last.header()), List.of(1L, 5L, 1L, 1L),
                        false));
    }

    @Test
    void whatTheStoreHasIsNotTakenAgain() {
        promises.add(new Promise.Decided(run.getFirst()));
        promises.add(new Promise.Decided(run.get(1)));
        ChainView two = genesis.with(promises);
        assertThat(two.height()).isEqualTo(2);
        assertThat(two.with(promises)).isEqualTo(two);
        promises.add(new Promise.Decided(run.get(2)));
        assertThat(two.with(promises).nextSequences()).containsExactly(1L, 4L, 1L, 1L);
    }

    @Test
    void aVoteForOneOfThemIsAVoteForADecidedBlock() {
        run.forEach(decision -> promises.add(new Promise.Decided(decision)));
        promises.add(new Promise.Cast(run.get(1).certificate().block()));
        assertThat(genesis.with(promises).tipDecided()).isTrue();
    }

    @Test
    void decisionsThatDoNotFollowAreNoChain() {
        promises.add(new Promise.Decided(run.get(1)));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> genesis.with(promises))
                .withMessageStartingWith("S1").withMessageContaining("ends at 0");
    }
}
