package org.credence.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script: which members there are, what happens to which of them when, and how long to look on.
 *
 * <p>
 * As text, one statement a line; {@code #} begins a remark:
 *
 * <pre>
 * members 4
 * 10 ms   submit m1
 * 50 ms   pause leader
 * 900 ms  resume leader
 * 2900 ms expect decided
 * 3000 ms end
 * </pre>
 *
 * A step names a member {@code m0, m1, …}, the {@code leader}, or {@code follower1, follower2, …}: whoever leads when
 * one of these is first named stays the leader of the script.
 *
 * @param name  in commands and transcripts
 * @param about its first remark
 * @param steps ascending in time
 */
public record Scenario(String name, String about, int members, List<Step> steps, long endMillis) {

    /** How much longer the votes of a slow member take. */
    public static final long SLOW_MILLIS = 500;
    /** Those that come with Credence, in the order of their telling. */
    public static final List<String> NAMED =
            List.of("happy", "leader-silent", "leader-lies", "late-vote", "restart", "two-views-at-once");

    private static final String EXPECT = "expect";
    private static final int MOST_MEMBERS = 31;
    private static final long MOST_MILLIS = 600_000;

    /** One line of the script. */
    public sealed interface Step {

        /** Number of the line, from 1. */
        int line();

        /** Virtual time since the members started. */
        long millis();

        /** What the line says after the time. */
        String words();
    }

    /**
     * One thing that happens.
     *
     * @param other where it is about the link between two members
     */
    public record Deed(int line, long millis, Action action, Role role, Optional<Role> other) implements Step {

        @Override
        public String words() {
            return action.word() + " " + role.word() + other.map(to -> " " + to.word()).orElse("");
        }
    }

    /** One thing that must hold by then. */
    public record Expect(int line, long millis, Expectation expectation) implements Step {

        @Override
        public String words() {
            return EXPECT + " " + expectation.word();
        }
    }

    public Scenario {
        steps = List.copyOf(steps);
    }

    /** Whether it needs a protocol that tolerates lies. */
    public boolean lies() {
        return steps.stream().anyMatch(step -> step instanceof Deed deed && deed.action() == Action.LIE);
    }

    /**
     * One of {@link #NAMED}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Scenario named(String name) {
        if (!NAMED.contains(name)) {
            throw new IllegalArgumentException("scenario: is '" + name + "', must be one of " + NAMED);
        }
        try (InputStream in = Objects.requireNonNull(Scenario.class.getResourceAsStream("/scenarios/" + name + ".txt"),
                "every named scenario is part of the module")) {
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("scenario " + name, e);
        }
    }

    /**
     * Reads a script.
     *
     * @throws ScenarioInvalid if it is not one
     */
    public static Scenario parse(String name, String text) {
        return new Reading(name).read(text);
    }

    /** The state of reading one script. */
    private static final class Reading {

        private final String name;
        private final List<Step> steps = new ArrayList<>();
        private String about = "";
        private int members;
        private long end = -1;
        private int line;

        Reading(String name) {
            this.name = name;
        }

        Scenario read(String text) {
            for (String whole : text.lines().toList()) {
                line++;
                int remark = whole.indexOf('#');
                if (remark >= 0 && about.isEmpty()) {
                    about = whole.substring(remark + 1).strip();
                }
                String statement = (remark < 0 ? whole : whole.substring(0, remark)).strip();
                if (!statement.isEmpty()) {
                    statement(statement.split("\\s+"));
                }
            }
            if (members == 0 || end < 0) {
                throw invalid("is the last, and there is no '" + (members == 0 ? "members N" : "T ms end") + "'");
            }
            return new Scenario(name, about, members, steps, end);
        }

        private void statement(String[] words) {
            if (end >= 0) {
                throw invalid("comes after the end");
            }
            if (words[0].equals("members")) {
                if (words.length != 2 || members != 0 || !steps.isEmpty()) {
                    throw invalid("'members N' comes once, before all steps");
                }
                members = (int) number("members", words[1], 1, MOST_MEMBERS);
                return;
            }
            if (members == 0) {
                throw invalid("comes before 'members N'");
            }
            if (words.length < 3 || !words[1].equals("ms")) {
                throw invalid("is '" + String.join(" ", words) + "', must be 'T ms ACTION WHO', "
                        + "'T ms expect WHAT' or 'T ms end'");
            }
            long least = steps.isEmpty() ? 0 : steps.getLast().millis();
            long millis = number("time", words[0], least, MOST_MILLIS);
            if (words.length == 3 && words[2].equals("end")) {
                end = millis;
            } else if (words.length == 4) {
                steps.add(words[2].equals(EXPECT)
                        ? new Expect(line, millis, expectation(words[3]))
                        : new Deed(line, millis, action(words[2]), role(words[3]), Optional.empty()));
            } else if (words.length == 5) {
                steps.add(link(millis, action(words[2]), role(words[3]), role(words[4])));
            } else {
                throw invalid("has " + words.length + " words, must be 'T ms ACTION WHO', 'T ms expect WHAT' or "
                        + "'T ms end'");
            }
        }

        private Action action(String word) {
            return Arrays.stream(Action.values()).filter(a -> a.word().equals(word)).findFirst()
                    .orElseThrow(() -> invalid("action: is '" + word + "', must be one of "
                            + Arrays.stream(Action.values()).map(Action::word).collect(Collectors.joining(", "))
                            + ", or expect"));
        }

        private Deed link(long millis, Action action, Role one, Role other) {
            if (!action.ofLinks()) {
                throw invalid("names two members, which only " + Arrays.stream(Action.values())
                        .filter(Action::ofLinks).map(Action::word).collect(Collectors.joining(" and ")) + " may");
            }
            if (one.equals(other)) {
                throw invalid("names " + one.word() + " twice");
            }
            return new Deed(line, millis, action, one, Optional.of(other));
        }

        private Expectation expectation(String word) {
            Expectation expectation = Arrays.stream(Expectation.values()).filter(e -> e.word().equals(word)).findFirst()
                    .orElseThrow(() -> invalid("expect: is '" + word + "', must be one of "
                            + Arrays.stream(Expectation.values()).map(Expectation::word)
                                    .collect(Collectors.joining(", "))));
            boolean led = steps.stream().anyMatch(step -> step instanceof Deed deed
                    && Stream.concat(Stream.of(deed.role()), deed.other().stream())
                            .anyMatch(role -> !(role instanceof Role.Member)));
            if (expectation == Expectation.MOVED && !led) {
                throw invalid("expects another view than the leader's, but no step before it names the leader or a "
                        + "follower");
            }
            return expectation;
        }

        private Role role(String word) {
            if (word.equals("leader")) {
                return new Role.Leader();
            }
            if (word.startsWith("follower")) {
                return new Role.Follower((int) number("follower", word.substring("follower".length()), 1, members - 1));
            }
            if (word.startsWith("m")) {
                return new Role.Member((int) number("member", word.substring(1), 0, members - 1));
            }
            throw invalid(
                    "who: is '" + word + "', must be m0 to m" + (members - 1) + ", leader, or follower1 to follower"
                            + (members - 1));
        }

        private long number(String field, String word, long least, long most) {
            try {
                long number = Long.parseLong(word);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below, together with the limits.
            }
            throw invalid(field + ": is '" + word + "', must be a number from " + least + " to " + most);
        }

        private ScenarioInvalid invalid(String problem) {
            return new ScenarioInvalid(name, line, problem);
        }
    }
}
