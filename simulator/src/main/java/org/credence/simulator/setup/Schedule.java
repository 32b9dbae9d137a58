package org.credence.simulator.setup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a seed's trouble is left out, so that a failure is told in as few events as it takes. The rest stays as the
 * seed has it.
 *
 * @param only        of the faults that the seed drew, those that happen
 * @param omitted     actions that do not happen: a fault's name, a point, and how many of its actions came before, plus
 *                    1
 * @param calm        links from one member to another, such as {@code 0-3}, on which every message arrives, once and
 *                    soon
 * @param quietMillis virtual milliseconds before any trouble begins
 */
public record Schedule(Set<Fault> only, Set<String> omitted, Set<String> calm, long quietMillis) {

    /** Everything happens. */
    public static final Schedule WHOLE = new Schedule(EnumSet.allOf(Fault.class), Set.of(), Set.of(), 0);

    public Schedule {
        only = Collections.unmodifiableSet(only.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(only));
        omitted = Collections.unmodifiableSet(new TreeSet<>(omitted));
        calm = Collections.unmodifiableSet(new TreeSet<>(calm));
        if (quietMillis < 0) {
            throw new IllegalArgumentException("schedule: quietMillis=" + quietMillis + ", must be at least 0");
        }
    }

    /** The name of an action. */
    public static String action(Fault fault, int number) {
        return fault.name().toLowerCase(Locale.ROOT) + "." + number;
    }

    /** The name of a link. */
    public static String link(int from, int to) {
        return from + "-" + to;
    }

    /** Only these of the faults. */
    public Schedule only(Set<Fault> faults) {
        return new Schedule(faults, omitted, calm, quietMillis);
    }

    /** Without these actions. */
    public Schedule omitting(Set<String> actions) {
        return new Schedule(only, actions, calm, quietMillis);
    }

    /** With these links calm. */
    public Schedule calming(Set<String> links) {
        return new Schedule(only, omitted, links, quietMillis);
    }

    /** With no trouble before. */
    public Schedule quiet(long millis) {
        return new Schedule(only, omitted, calm, millis);
    }

    /** The options of the command that leave the same out; empty if that is nothing. */
    public List<String> options() {
        List<String> options = new ArrayList<>();
        if (only.size() < Fault.values().length) {
            options.add("--only " + Fault.names(only));
        }
        if (quietMillis > 0) {
            options.add("--quiet-millis " + quietMillis);
        }
        if (!omitted.isEmpty()) {
            options.add("--omit " + String.join(",", omitted));
        }
        if (!calm.isEmpty()) {
            options.add("--calm " + String.join(",", calm));
        }
        return options;
    }
}
