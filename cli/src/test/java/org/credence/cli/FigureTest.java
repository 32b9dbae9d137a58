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

/** The commands that repeat figures write them down, say that time is simulated, and are the same every time. */
class FigureTest {

    @TempDir
    private Path directory;

    private Ran small(String command, String out, String... more) {
        String[] arguments = {"lab", command, "--seeds", "1", "--blocks", "4", "--transactions", "10", "--out",
                directory.resolve(out).toString()};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Ran.credence(all);
    }

    @Test
    void throughputIsWrittenDown() throws IOException {
        Path json = directory.resolve("throughput.json");

        Ran ran = small("cbft-throughput", "a", "--json", json.toString());

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("simulated time", "CBFT / PBFT", ": holds");
        JsonNode results = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(results.get("simulatedTime").booleanValue()).isTrue();
        assertThat(results.get("holds").booleanValue()).isTrue();
        assertThat(results.get("points").size()).isEqualTo(18);
        results.get("points").forEach(point -> assertThat(point.get("transactionsPerSecond").get("mean").doubleValue())
                .isPositive());
        assertThat(results.get("comparisons").size()).isEqualTo(6);
        assertThat(Files.readString(directory.resolve("a/cbft-throughput.html"))).contains("All times are simulated",
                "<svg", "MaxMessages 20", "commit");
        assertThat(directory.resolve("a/cbft-throughput-transactionsPerSecond-10.svg")).isNotEmptyFile();
        assertThat(directory.resolve("a/cbft-throughput-transactionsPerSecond-10.png")).isNotEmptyFile();
    }

    @Test
    void delaysOfOneSeedAreTheSameEveryTime() {
        Ran first = small("cbft-delay", "a", "--threads", "1");
        Ran second = small("cbft-delay", "b", "--threads", "3");

        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(second.code()).isZero();
        Path csv = directory.resolve("a/cbft-delay.csv");
        assertThat(csv).content().startsWith("protocol,members,transactionsPerBlock,silentMember,seed,consensusMeanMs,")
                .contains("\npbft,4,10,false,1,", "\ncbft-published,6,10,true,1,");
        assertThat(directory.resolve("b/cbft-delay.csv")).hasSameTextualContentAs(csv);
    }

    @Test
    void realMembersAreMeasuredBesideTheSimulatedOnes() throws IOException {
        Path json = directory.resolve("throughput.json");

        Ran ran = small("cbft-throughput", "a", "--real", "1", "--json", json.toString());

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("4 real members, medians of 1 runs", "as published / PBFT");
        JsonNode real = JsonMapper.shared().readTree(Files.readString(json)).get("real");
        assertThat(real.get("points").size()).isEqualTo(6);
        real.get("points").forEach(point -> assertThat(
                point.get("transactionsPerSecond").get("median").doubleValue()).isPositive());
        assertThat(real.get("ratios").size()).isEqualTo(4);
        assertThat(Files.readString(directory.resolve("a/cbft-throughput.html"))).contains("On real members",
                "These times are of a clock", "but for the part on real members");
        assertThat(directory.resolve("a/cbft-throughput.csv")).content().contains(",simulated\n", ",real\n");
        assertThat(directory.resolve("a/cbft-throughput-ratio-real.svg")).isNotEmptyFile();
        assertThat(directory.resolve("a")).isDirectoryNotContaining("glob:**/journals-*");
    }

    @ParameterizedTest
    @CsvSource({"--seeds,0,1 to 1000", "--seeds,1001,1 to 1000", "--blocks,0,1 to 10000", "--threads,0,must be 1 to",
            "--transactions,3001,1 to 3000", "--real,-1,0 to 100", "--real,101,0 to 100"})
    void whatCannotBeIsRefusedByName(String option, String value, String limit) {
        Ran ran = Ran.credence("lab", "cbft-throughput", option, value, "--out", directory.toString());

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains(option, value, limit);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aSizeIsAskedForOnce() {
        Ran ran = Ran.credence("lab", "cbft-delay", "--transactions", "20,20", "--out", directory.toString());

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("--transactions", "must differ");
    }
}
