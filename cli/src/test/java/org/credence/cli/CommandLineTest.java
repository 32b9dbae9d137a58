package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    @Test
    void everyCommandHasHelpWithADescription() {
        Deque<CommandLine> left = new ArrayDeque<>();
        left.add(Credence.commandLine());
        int seen = 0;
        while (!left.isEmpty()) {
            CommandLine command = left.pop();
            left.addAll(command.getSubcommands().values());
            String name = command.getCommandSpec().qualifiedName();
            assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
            assertThat(command.getCommandSpec().findOption("--help")).as(name).isNotNull();
            if (command.getSubcommands().isEmpty()) {
                assertThat(command.getUsageMessage()).as(name).contains("Example");
            }
            seen++;
        }
        assertThat(seen).isGreaterThan(15);
    }

    @Test
    void helpListsTheExitCodes() {
        Ran ran = Ran.credence("--help");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Exit codes:", "credence up", "simulate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key", "nonsense", "node", "up --members x", "genesis create net", "verify",
            "get meter", "up --rate 0", "up --meters 10001", "bench --members 3", "simulate --faults rain",
            "simulate --members 7 --faulty 3", "get meter 12", "scenario nonsense",
            "scenario leader-lies --protocol raft",
            "scenario happy --file x", "lab", "lab cbft-attacks --sound-seeds 0"})
    void wrongUsageIsExitCodeTwo(String line) {
        Ran ran = Ran.credence(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.err()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void aScenarioIsPerformedAndSaysWhatItIsAbout() {
        Ran ran = Ran.credence("scenario", "happy", "--protocol", "raft");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("# Nothing goes wrong").contains("RAFT_VOTE", "DECIDE block 1",
                "end: m0 view");
        assertThat(Ran.credence("scenario").out()).contains("leader-silent", "two-views-at-once");
    }

    @Test
    void nobodyAnswersIsExitCodeFour() {
        Ran ran = Ran.credence("status", "--api", "http://127.0.0.1:1");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
    }

    @Test
    void completionIsAScript() {
        Ran ran = Ran.credence("completion");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("complete ", "credence");
    }
}
