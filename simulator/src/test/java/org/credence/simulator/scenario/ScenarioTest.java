package org.credence.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.world.Performed;
import org.credence.simulator.world.Theatre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {

    @Test
    void readsWhatIsWritten() {
        Scenario scenario = Scenario.parse("mine", """
                # The leader stops.
                members 4
                10 ms submit m3   # one batch
                20 ms pause leader

                20 ms kill follower2
                30 ms cut m1 leader
                400 ms expect moved
                500 ms end
                """);

        assertThat(scenario).isEqualTo(new Scenario("mine", "The leader stops.", 4,
                List.of(new Scenario.Deed(3, 10, Action.SUBMIT, new Role.Member(3), Optional.empty()),
                        new Scenario.Deed(4, 20, Action.PAUSE, new Role.Leader(), Optional.empty()),
                        new Scenario.Deed(6, 20, Action.KILL, new Role.Follower(2), Optional.empty()),
                        new Scenario.Deed(7, 30, Action.CUT, new Role.Member(1), Optional.of(new Role.Leader())),
                        new Scenario.Expect(8, 400, Expectation.MOVED)),
                500));
        assertThat(scenario.steps()).extracting(Scenario.Step::words).containsExactly("submit m3", "pause leader",
                "kill follower2", "cut m1 leader", "expect moved");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "members 4;5 ms end;6 ms kill m1|line 3: comes after the end",
            "5 ms kill m1|line 1: comes before 'members N'",
            "members 0|line 1: members: is '0', must be a number from 1 to 31",
            "members 4;members 4|line 2: 'members N' comes once",
            "members 4;5 ms kill m4|line 2: member: is '4', must be a number from 0 to 3",
            "members 4;5 ms kill follower4|line 2: follower: is '4', must be a number from 1 to 3",
            "members 4;5 ms kill everybody|line 2: who: is 'everybody', must be m0 to m3",
            "members 4;5 ms explode m1|line 2: action: is 'explode', must be one of submit, kill",
            "members 4;5 ms kill m1;4 ms kill m2|line 3: time: is '4', must be a number from 5 to 600000",
            "members 4;5 kill m1|line 2: is '5 kill m1', must be 'T ms ACTION WHO'",
            "members 4;5 ms kill|line 2: has 3 words, must be",
            "members 4;5 ms kill m1 m2|line 2: names two members, which only cut and join may",
            "members 4;5 ms cut m1 m1|line 2: names m1 twice",
            "members 4;5 ms cut m1 m2 m3|line 2: has 6 words, must be",
            "members 4;5 ms expect peace|line 2: expect: is 'peace', must be one of decided, moved, same",
            "members 4;5 ms kill m1;6 ms expect moved|line 3: expects another view than the leader's, but no step",
            "members 4|line 1: is the last, and there is no 'T ms end'"})
    void saysWhichLineIsNone(String lines, String problem) {
        assertThatThrownBy(() -> Scenario.parse("mine", lines.replace(';', '\n'))).isInstanceOf(ScenarioInvalid.class)
                .hasMessageContaining("scenario mine, " + problem);
    }

    @Test
    void refusesANameThatIsUnknown() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scenario.named("../happy"))
                .withMessageContaining("must be one of [happy, ");
    }

    @Test
    void letsNobodyLieUnderAProtocolThatDoesNotClaimToSurviveIt() {
        Scenario lies = Scenario.named("leader-lies");

        assertThatIllegalArgumentException().isThrownBy(() -> Theatre.perform(lies, EngineFactory.of(Protocol.RAFT),
                Protocol.RAFT.quorum(4))).withMessageContaining("does not claim to survive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "5 ms kill leader;8 ms expect moved|line 3: 'expect moved': m1 is in view 0, as the leader was",
            "5 ms kill m3;6 ms submit m1;7 ms expect decided|line 4: 'expect decided': m0 has decided 0 of 1 transac",
            "5 ms cut m3;6 ms submit m1;40 ms join m3;41 ms expect same|line 5: 'expect same': m0 has decided up to he",
            "5 ms kill m0;5 ms pause m1;5 ms cut m2;5 ms cut m3;6 ms expect same|line 6: 'expect same': no member is"})
    void saysWhatItExpectedInVain(String lines, String unmet) {
        String script = "members 4\n" + lines.replace(';', '\n') + "\n900 ms end\n";
        Performed performed = Theatre.perform(Scenario.parse("mine", script), EngineFactory.of(Protocol.CBFT),
                Protocol.CBFT.quorum(4));

        assertThat(performed.unmet()).hasValueSatisfying(problem -> assertThat(problem).startsWith(unmet));
        assertThat(performed.transcript()).anyMatch(line -> line.contains("*** expect") && line.contains(", BUT "));
    }

    @Test
    void whatIsKilledOrCutOffNeedNotHoldWhatIsExpected() {
        Scenario scenario = Scenario.parse("mine", """
                members 4
                5 ms kill m3
                6 ms submit m3     # lost: it is down
                7 ms submit m1
                700 ms expect decided
                700 ms end
                """);

        Performed performed = Theatre.perform(scenario, EngineFactory.of(Protocol.PBFT), Protocol.PBFT.quorum(4));

        assertThat(performed.unmet()).isEmpty();
        assertThat(performed.transcript()).contains("  700.000 ms  *** expect decided, and it is so");
    }

    @Test
    void betweenTwoMembersThatAreKeptApartNothingIsHeard() {
        Scenario scenario = Scenario.parse("mine", """
                members 4
                1 ms cut m1 m3
                5 ms submit m0
                700 ms expect decided
                700 ms end
                """);

        Performed performed = Theatre.perform(scenario, EngineFactory.of(Protocol.PBFT), Protocol.PBFT.quorum(4));

        assertThat(performed.unmet()).isEmpty();
        assertThat(performed.transcript()).contains("    1.000 ms  m1 *** cut m3");
    }

    @Test
    void aLeaderThatIsKeptApartFromAllIsReplaced() {
        Scenario scenario = Scenario.parse("mine", """
                members 4
                1 ms cut leader follower1
                1 ms cut follower2 leader
                1 ms cut leader follower3
                5 ms submit follower1
                2000 ms expect moved
                2000 ms join leader follower3
                2001 ms end
                """);

        Performed performed = Theatre.perform(scenario, EngineFactory.of(Protocol.CBFT), Protocol.CBFT.quorum(4));

        assertThat(performed.unmet()).hasValueSatisfying(
                problem -> assertThat(problem).isEqualTo("line 6: 'expect moved': m0 is in view 0, as the leader was"));
        assertThat(performed.transcript()).anyMatch(line -> line.contains("m1 VIEW 0->1"))
                .noneMatch(line -> line.contains("m0 VIEW"));
    }

    @Test
    void refusesAnotherNumberOfMembersThanTheScriptHas() {
        Scenario happy = Scenario.named("happy");

        assertThatIllegalArgumentException().isThrownBy(() -> Theatre.perform(happy, EngineFactory.of(Protocol.CBFT),
                Protocol.CBFT.quorum(7))).withMessageContaining("has 7 members, must have 4");
    }
}
