package org.credence.node.driver;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.credence.consensus.engine.Timer;

/**
 * Armed timers by deadline. Arming a timer anew replaces it, so the engine never gets one that it armed later or
 * disarmed.
 */
final class Timers {

    /** A timer and when it runs out; {@code order} tells equal deadlines apart in the order of arming. */
    private record Entry(long deadlineMicros, long order, Timer timer) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            int byDeadline = Long.compare(deadlineMicros, other.deadlineMicros);
            return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
        }
    }

    private final TreeSet<Entry> byDeadline = new TreeSet<>();
    private final Map<Timer, Entry> byTimer = new HashMap<>();
    private long armed;

    void arm(Timer timer, long deadlineMicros) {
        disarm(timer);
        Entry entry = new Entry(deadlineMicros, armed++, timer);
        byDeadline.add(entry);
        byTimer.put(timer, entry);
    }

    void disarm(Timer timer) {
        Entry entry = byTimer.remove(timer);
        if (entry != null) {
            byDeadline.remove(entry);
        }
    }

    /** Takes out the first timer whose deadline is not after {@code nowMicros}. */
    Optional<Timer> due(long nowMicros) {
        if (byDeadline.isEmpty() || byDeadline.first().deadlineMicros > nowMicros) {
            return Optional.empty();
        }
        Entry entry = byDeadline.removeFirst();
        byTimer.remove(entry.timer);
        return Optional.of(entry.timer);
    }

    /** Microseconds until the next deadline, at least 0; {@code otherwise} if nothing is armed. */
    long untilNext(long nowMicros, long otherwise) {
        return byDeadline.isEmpty() ? otherwise : Math.max(0, byDeadline.first().deadlineMicros - nowMicros);
    }

    /** The next timer and how long it has to go, for people; empty if nothing is armed. */
    String next(long nowMicros) {
        if (byDeadline.isEmpty()) {
            return "";
        }
        Entry entry = byDeadline.first();
        return entry.timer.kind() + " " + entry.timer.key() + " in "
                + Math.max(0, (entry.deadlineMicros - nowMicros) / 1_000) + " ms";
    }
}
