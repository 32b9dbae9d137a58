package org.credence.cli.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.credence.cli.feeder.Feeder;
import org.credence.cli.feeder.FeederCounts;

/** The text of a {@link Frame}. No line is wider than a terminal of 80 columns shows without wrapping. */
public final class Rendering {

    /** Longest line in characters. */
    static final int WIDTH = 79;

    private Rendering() {}

    /**
     * A whole screen.
     *
     * @param notes what the operator should know, newest last
     */
    public static List<String> screen(Frame frame, Collection<String> notes) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "Credence  %s  chain %s  up %s", frame.consortium(), frame.chainId(),
                time(frame.seconds())));
        lines.add("-".repeat(WIDTH));
        lines.add(frame.chain()
                .map(chain -> String.format(Locale.ROOT, "height %,-10d view %-5d leader %-10s %s, last block %s",
                        chain.height(),
                        chain.view(), chain.leader(), chain.protocol(), age(chain.blockAgeMillis())))
                .orElse("height -           no member answers yet"));
        FeederCounts.Snapshot counts = frame.counts();
        lines.add(String.format(Locale.ROOT, "decided %,.0f tx/s   %,.0f readings/s   %.1f blocks/s   p50 %s   p99 %s",
                frame.rates().transactions(), frame.rates().readings(), frame.rates().blocks(),
                millis(counts.p50Micros()), millis(counts.p99Micros())));
        lines.add(String.format(Locale.ROOT, "members %d of %d up", frame.up(), frame.members().size()));
        lines.add("");
        for (Frame.Member member : frame.members()) {
            lines.add(String.format(Locale.ROOT, "  %-12s %-8s %-22s %s", member.name(), word(member.state()),
                    member.api(),
                    member.text()));
        }
        lines.add("");
        lines.add(String.format(Locale.ROOT, "feeder  %s   %,d readings decided", phase(frame.feeder()),
                counts.accepted()));
        String troubles = troubles(counts);
        if (!troubles.isEmpty()) {
            lines.add("        " + troubles);
        }
        lines.add("totals  " + (frame.sample().isEmpty() ? "none decided yet" : frame.sample()));
        notes.forEach(note -> lines.add("note    " + note));
        return lines.stream().map(Rendering::cut).toList();
    }

    /** One line, for logs and pipes. */
    public static String line(Frame frame) {
        FeederCounts.Snapshot counts = frame.counts();
        String chain = frame.chain()
                .map(c -> String.format(Locale.ROOT, "height %d view %d leader %s", c.height(), c.view(), c.leader()))
                .orElse("height - view - leader -");
        return String.format(Locale.ROOT, "%s %s tx/s %.0f readings/s %.0f p50 %s p99 %s members %d/%d readings %d",
                time(frame.seconds()),
                chain, frame.rates().transactions(), frame.rates().readings(), millis(counts.p50Micros()),
                millis(counts.p99Micros()), frame.up(), frame.members().size(), counts.accepted());
    }

    private static String phase(Feeder.Phase phase) {
        return switch (phase) {
            case Feeder.Phase.Starting() -> "registering meters";
            case Feeder.Phase.Feeding(int tick) ->
                String.format(Locale.ROOT, "day %d, %02d:%02d", tick / 48 + 1, tick % 48 / 2, tick % 2 * 30);
            case Feeder.Phase.Ended(String why) -> why;
        };
    }

    private static String troubles(FeederCounts.Snapshot counts) {
        List<String> troubles = new ArrayList<>();
        if (counts.retries() > 0) {
            troubles.add(counts.retries() + " requests repeated");
        }
        counts.refusals().forEach((reason, count) -> troubles.add(count + " " + reason));
        return String.join(", ", troubles);
    }

    private static String word(Frame.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String millis(long micros) {
        return micros == 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
    }

    private static String age(long millis) {
        return millis < 1000 ? Math.max(0, millis) + " ms ago" : time(millis / 1000) + " ago";
    }

    private static String time(long seconds) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
