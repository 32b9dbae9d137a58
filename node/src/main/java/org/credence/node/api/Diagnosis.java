package org.credence.node.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.Quorum;
import org.credence.node.MemberStanding;
import org.credence.node.NodeStanding;

/**
 * Why a member stands where it stands, for people: what it waits for, who is missing, since when, and what happens
 * next.
 *
 * @param summary   one sentence
 * @param stage     stage of the engine
 * @param view      the view it is in
 * @param leader    who leads it
 * @param waits     what it waits for, the most important first
 * @param nextTimer what happens if nothing else does; empty if no timer runs
 * @param lines     all of it as text
 */
record Diagnosis(String summary, String stage, long view, Answers.MemberRef leader, List<Wait> waits, String nextTimer,
        List<String> lines) {

    /** One thing waited for; names of the members not heard of. */
    record Wait(String what, int have, int need, List<String> missing, long sinceMs) {}

    static Diagnosis of(NodeStanding standing) {
        Status engine = standing.engine();
        List<Wait> waits = engine.waits().stream().map(wait -> wait(standing, wait)).toList();
        Answers.MemberRef leader = Answers.MemberRef.of(standing.roster(), engine.leader());
        String summary = summary(standing, waits);
        List<String> lines = new ArrayList<>();
        lines.add(summary);
        lines.add(String.format(Locale.ROOT, "Height %d decided, %d executed; view %d, led by %s; stage %s.",
                engine.decidedHeight(), standing.executedHeight(), engine.view(), leader.name(), engine.stage()));
        // Who has stopped itself waits for nobody, and has ended its connections itself.
        if (standing.halted().isEmpty()) {
            waits.forEach(wait -> lines.add(line(wait)));
            standing.members().stream().filter(Diagnosis::unreachable).forEach(member -> lines.add(line(member)));
            if (!standing.nextTimer().isEmpty()) {
                lines.add("Next timer: " + standing.nextTimer() + ".");
            }
        }
        return new Diagnosis(summary, engine.stage().name(), engine.view(), leader, waits, standing.nextTimer(), lines);
    }

    private static String summary(NodeStanding standing, List<Wait> waits) {
        if (standing.halted().isPresent()) {
            return "This member has stopped itself: " + standing.halted().get();
        }
        Quorum quorum = standing.roster().quorum();
        long reachable = standing.members().stream().filter(member -> !unreachable(member)).count();
        if (reachable < quorum.slow()) {
            return "No decisions: only " + reachable + " of " + quorum.n() + " members are reachable, a decision needs "
                    + quorum.slow() + ".";
        }
        Status engine = standing.engine();
        return switch (engine.stage()) {
            case NEW -> "Starting: the stored chain is being read.";
            case CATCHING_UP -> "Catching up: others decided up to height " + highest(standing) + ", here it is "
                    + engine.decidedHeight() + ".";
            case CHANGING -> "Changing the view: waiting for view " + engine.view() + " to open.";
            case ACTIVE -> waits.isEmpty()
                    ? "Nothing is wrong: there is nothing to decide."
                    : "Working: waiting for " + waits.getFirst().what() + ".";
        };
    }

    private static long highest(NodeStanding standing) {
        return standing.members().stream().mapToLong(MemberStanding::decidedHeight).max().orElse(0);
    }

    private static boolean unreachable(MemberStanding member) {
        return !member.self() && !member.connected();
    }

    private static Wait wait(NodeStanding standing, Status.Wait wait) {
        List<String> missing =
                wait.missing().stream().map(index -> standing.roster().seats().get(index).name()).toList();
        long sinceMs = Math.max(0, (standing.engineMicros() - wait.sinceMicros()) / 1_000);
        return new Wait(wait.what(), wait.have(), wait.need(), missing, sinceMs);
    }

    private static String line(Wait wait) {
        String missing = wait.missing().isEmpty() ? "" : "; missing: " + String.join(", ", wait.missing());
        return String.format(Locale.ROOT, "Waits for %s: has %d of %d%s; for %.1f s.", wait.what(), wait.have(),
                wait.need(), missing, wait.sinceMs() / 1_000.0);
    }

    private static String line(MemberStanding member) {
        String heard = member.heardAgoMs() < 0
                ? "never heard of"
                : String.format(Locale.ROOT, "last heard of %.1f s ago", member.heardAgoMs() / 1_000.0);
        return "Not connected: " + member.seat().name() + " at " + member.seat().host() + ":"
                + member.seat().peerPort() + ", " + heard + ".";
    }

    /** All lines as one text. */
    String text() {
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }
}
