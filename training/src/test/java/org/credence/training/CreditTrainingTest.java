package org.credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.credence.reputation.CreditModel;
import org.junit.jupiter.api.Test;

class CreditTrainingTest {

    private static final int ONE = 1 << 16;

    private static byte[] shipped() throws IOException {
        try (InputStream in = Objects.requireNonNull(CreditModel.class.getResourceAsStream("credit.model"))) {
            return in.readAllBytes();
        }
    }

    /** And its integers stay within the budget of 2⁻¹⁰ (P§8). */
    @Test
    void trainingAgainGivesTheShippedFile() throws IOException {
        CreditTraining.Result result =
                CreditTraining.train(CreditTraining.SEED, CreditTraining.HIDDEN, (done, most) -> {});
        assertThat(result.model().encoded()).isEqualTo(shipped());
        assertThat(result.quantisation()).isLessThan(1.0 / 1_024);
        assertThat(result.testError()).isLessThan(0.03);
    }

    /** On behaviours and round-trip times that it has not learned from, in closed loop. */
    @Test
    void creditForetellsTrouble() throws IOException {
        Trial trial = Trial.tuned(CreditModel.decode(shipped()), CreditTraining.SEED + 1);
        assertThat(trial.auc()).isGreaterThan(0.85);
        assertThat(trial.byKind().keySet()).containsExactly(Behaviour.INTERMITTENT, Behaviour.SLEEPER);
        assertThat(trial.byKind().values()).allMatch(auc -> auc > 0.8);
    }

    /** On behaviours and round-trip times that were written down when the model was finished. */
    @Test
    void creditForetellsTroubleThatNobodyHadInView() throws IOException {
        Trial trial = Trial.unseen(CreditModel.decode(shipped()), CreditTraining.SEED + 1);
        assertThat(trial.auc()).isGreaterThan(0.84);
        assertThat(trial.byKind().keySet())
                .containsExactly(Behaviour.FADING, Behaviour.RECURRING, Behaviour.BUSY);
        assertThat(trial.byKind().values()).allMatch(auc -> auc > 0.7);
    }

    /** 500 epochs: whoever behaves does not go up and down. */
    @Test
    void creditDoesNotOscillate() throws IOException {
        assertThat(Trial.tuned(CreditModel.decode(shipped()), 77).swing()).isLessThan(ONE / 20);
    }
}
