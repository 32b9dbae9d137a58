package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
            "scenario leader-lies --protocol raft", "scenario leader-lies --processes",
            "scenario happy --processes --patience 0",
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
    void aScenarioThatIsNotAsExpectedIsExitCodeOne(@TempDir Path directory) throws IOException {
        Path script = Files.writeString(directory.resolve("vain.txt"),
                "members 4\n5 ms kill m3\n6 ms submit leader\n7 ms expect moved\n900 ms end\n");
        Path json = directory.resolve("vain.json");

        Ran ran = Ran.credence("scenario", "--file", script.toString(), "--json", json.toString());

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out()).contains("NOT AS EXPECTED: vain.txt, line 4: 'expect moved': m0 is in view 0");
        JsonNode results = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(results.get("asExpected").booleanValue()).isFalse();
        assertThat(results.get("unmet").stringValue()).startsWith("line 4");
        assertThat(results.get("transcript").size()).isGreaterThan(3);
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
