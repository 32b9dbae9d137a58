package org.credence.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four real processes; says nothing about speed, since the machine may be busy. */
class BenchRunTest {

    @Test
    void drivesFourMemberProcessesAndChecksWhatTheyHave(@TempDir Path work) throws Exception {
        BenchOptions options = new BenchOptions(Protocol.CBFT, 4, 128, 3, 1, 4, 40, 10, 200, Payload.METERING, true, 40,
                Optional.of(work), false, 100, List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        Set<ProgressListener.Step> steps = EnumSet.noneOf(ProgressListener.Step.class);

        BenchResult result = Bench.run(options, progress -> steps.add(progress.step()));

        assertThat(result.violations()).isEmpty();
        assertThat(result.lost()).isZero();
        assertThat(result.rejected()).isZero();
        assertThat(result.rootsEqual()).isTrue();
        // One second of warm-up has no whole second for full load in its half: all is offered at the rate.
        assertThat(result.acknowledged() + result.undecided() + result.unsent()).isEqualTo(800);
        assertThat(result.lostChecked()).isEqualTo(result.acknowledged()).isPositive();
        assertThat(result.members()).hasSize(4).allSatisfy(member -> assertThat(member.heapMiB()).isPositive());
        assertThat(steps).containsExactlyInAnyOrder(ProgressListener.Step.values());
        assertThat(leftIn(work)).isEmpty();

        JsonNode json = JsonMapper.shared().readTree(Report.json(result));
        for (String field : List.of("throughputTps", "p50Ms", "p99Ms", "boundRatio", "lost")) {
            assertThat(json.path(field).isNumber()).as(field).isTrue();
        }
        assertThat(json.at("/settings/members").asInt()).isEqualTo(4);
        assertThat(Report.table(List.of(result, result)).lines()).hasSize(3).last(STRING).startsWith("cbft ");
        assertThat(Report.text(result)).contains("4 running cbft (f = 1, p = 1, epochs of 100 blocks)", "0 lost");
    }

    private static List<Path> leftIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
