package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command that compares leaders by credit with leaders in turn writes its results down, the same every time. */
class CreditTest {

    @TempDir
    private Path directory;

    private Ran small(String out, String threads) {
        return Ran.credence("lab", "cbft-credit", "--seeds", "1", "--members", "4", "--epochs", "5", "--epoch-blocks",
                "25", "--threads", threads, "--out", directory.resolve(out).toString(), "--json",
                directory.resolve(out + ".json").toString());
    }

    @Test
    void resultsAreWrittenDownAndTheSameEveryTime() throws IOException {
        Ran ran = small("a", "2");

        JsonNode results = JsonMapper.shared().readTree(Files.readString(directory.resolve("a.json")));
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(results.get("holds").booleanValue() ? 0 : 1);
        assertThat(ran.out()).contains("simulated time", "failed views fall by at least 50 %", "equivocator");
        assertThat(results.get("simulatedTime").booleanValue()).isTrue();
        assertThat(results.get("settings").size()).isEqualTo(15);
        assertThat(results.get("reductions").size()).isEqualTo(8);
        assertThat(results.get("leads").size()).isEqualTo(12);
        results.get("settings").forEach(setting -> assertThat(
                setting.get("blocksPerSecond").get("mean").doubleValue()).isPositive());
        assertThat(Files.readString(directory.resolve("a/cbft-credit.html"))).contains("All times are simulated",
                "idealisation", "<svg", "commit");
        assertThat(directory.resolve("a/cbft-credit-failures-intermittent.png")).isNotEmptyFile();
        assertThat(directory.resolve("a/cbft-credit.csv")).content()
                .startsWith("kind,policy,members,epochBlocks,epochs,seed,badMember,failedViews,plannedHandOvers,");

        assertThat(small("b", "1").code()).isEqualTo(ran.code());
        assertThat(directory.resolve("b/cbft-credit.csv"))
                .hasSameTextualContentAs(directory.resolve("a/cbft-credit.csv"));
    }

    @ParameterizedTest
    @CsvSource({"--seeds,0,1 to 1000", "--members,3,4 to 31", "--epoch-blocks,401,10 to 400", "--epochs,2,3 to 100",
            "--threads,0,must be 1 to"})
    void whatCannotBeIsRefusedByName(String option, String value, String limit) {
        Ran ran = Ran.credence("lab", "cbft-credit", option, value, "--out", directory.toString());

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains(option, value, limit);
        assertThat(directory).isEmptyDirectory();
    }
}
