package org.credence.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.credence.simulator.scenario.Scenario;
import org.junit.jupiter.api.Test;

class StepRefusedTest {

    @Test
    void aLieIsRefusedWithItsLine() {
        Scenario scenario = Scenario.parse("mine", """
                members 4
                5 ms submit m1
                # now
                9 ms lie follower2
                10 ms end
                """);

        assertThatThrownBy(() -> StepRefused.check(scenario))
                .isInstanceOfSatisfying(StepRefused.class, refused -> {
                    assertThat(refused.line()).isEqualTo(4);
                    assertThat(refused.step()).isEqualTo("lie follower2");
                }).hasMessageStartingWith("scenario mine, line 4: 'lie follower2' cannot be done with --processes: a ");
    }

    @Test
    void ofTheScenariosThatComeWithCredenceOnlyTheOneWithALieIsRefused() {
        List<String> refused = new ArrayList<>();
        for (String name : Scenario.NAMED) {
            Scenario scenario = Scenario.named(name);
            if (scenario.lies()) {
                assertThatThrownBy(() -> StepRefused.check(scenario)).isInstanceOf(StepRefused.class);
                refused.add(name);
            } else {
                assertThatNoException().isThrownBy(() -> StepRefused.check(scenario));
            }
        }
        assertThat(refused).containsExactly("leader-lies");
    }
}
