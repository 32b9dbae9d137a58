package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;

/**
 * What is said on a stage, in words. What a member says again in the same words is written down once, and heartbeats
 * not at all. In place of hashes there are names in order of appearance, so that a transcript stays the same when an
 * encoding changes.
 */
final class Transcript {

    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{8}\\b");

    private final List<String> lines = new ArrayList<>();
    private final Set<String> said = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    void event(long micros, int member, String what) {
        line(micros, member, "*** " + what);
        // Whoever is told something new may have reason to repeat the old.
        said.clear();
    }

    void said(long micros, int member, Audience audience, Message message) {
        String words = switch (audience) {
            case Audience.One(int to) -> "-> m" + to + "  ";
            case Audience.Others() -> "-> all ";
        } + Words.of(message);
        if (!(message instanceof Message.Heartbeat) && said.add(member + words)) {
            line(micros, member, words);
        }
    }

    void did(long micros, int member, Effect effect) {
        line(micros, member, Words.of(List.of(effect)).substring(" => ".length()));
    }

    /** @param why it does not hold; empty if it does */
    void expected(long micros, String words, Optional<String> why) {
        lines.add(time(micros) + "*** " + words + why.map(problem -> ", BUT " + problem).orElse(", and it is so"));
    }

    void end(String standing) {
        lines.add("end: " + standing);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void line(long micros, int member, String words) {
        String named = HASH.matcher(words).replaceAll(hash -> names.computeIfAbsent(hash.group(),
                _ -> "#" + (names.size() + 1)));
        lines.add(time(micros) + "m" + member + " " + named);
    }

    private static String time(long micros) {
        return String.format("%5d.%03d ms  ", micros / 1_000, micros % 1_000);
    }
}
