package org.credence.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.credence.cli.feeder.Feeder;
import org.credence.cli.feeder.FeederCounts;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static Frame frame(int members, Frame.State last) {
        List<Frame.Member> lines = IntStream.range(0, members)
                .mapToObj(i -> new Frame.Member("member-" + i, "127.0.0.1:" + (8101 + i),
                        i == members - 1 ? last : Frame.State.UP, "height 1204  active  pid 4242"))
                .toList();
        FeederCounts.Snapshot counts = new FeederCounts.Snapshot(12_345, 0, 60, 2, 0,
                new TreeMap<>(Map.of("FUTURE_READING", 3L)), 9_100, 31_400);
        return new Frame("local", "8aad3ca3", 3_723,
                Optional.of(new Frame.Chain("cbft", 1_204, 2, "member-2", 52)), lines, new Feeder.Phase.Feeding(307),
                counts, new Frame.Rates(300.4, 299.6, 19.84), "ausgrid-12 2011-07: 102.561 kWh, proof checked");
    }

    @Test
    void theScreenShowsWhatMattersAndNeverWraps() {
        List<String> lines = Rendering.screen(frame(4, Frame.State.DOWN), List.of("x".repeat(200)));
        String text = String.join("\n", lines);

        assertThat(text).contains("up 01:02:03", "height 1,204", "view 2", "leader member-2", "300 tx/s",
                "p50 9.1 ms", "p99 31.4 ms", "members 3 of 4 up", "day 7, 09:30", "12,345 readings decided",
                "2 requests repeated", "3 FUTURE_READING", "102.561 kWh", "member-3     down", "127.0.0.1:8101");
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Rendering.WIDTH));
    }

    @Test
    void theLineHasTheSameFigures() {
        assertThat(Rendering.line(frame(4, Frame.State.UP))).isEqualTo("01:02:03 height 1204 view 2 leader member-2 "
                + "tx/s 300 readings/s 300 p50 9.1 ms p99 31.4 ms members 4/4 readings 12345");
    }

    @Test
    void theScreenIsRedrawnInPlaceAndShorterOnesLeaveNothingBehind() {
        StringWriter out = new StringWriter();
        LiveView view = new LiveView.InPlace(new PrintWriter(out));

        view.show(frame(7, Frame.State.UP));
        int first = out.toString().length();
        view.show(frame(4, Frame.State.UP));

        int drawn = Rendering.screen(frame(7, Frame.State.UP), List.of()).size();
        assertThat(out.toString().substring(0, first)).doesNotContain("A\r");
        assertThat(out.toString().substring(first)).startsWith("\033[" + drawn + "A\r").endsWith("\033[J");
    }

    @Test
    void aPlainViewPrintsNotesAtOnce() {
        StringWriter out = new StringWriter();
        LiveView view = new LiveView.Plain(new PrintWriter(out));

        view.note("member-1 ended");
        view.show(frame(4, Frame.State.UP));

        assertThat(out.toString().lines()).hasSize(2).first().isEqualTo("note member-1 ended");
    }
}
