package org.credence.simulator.world;

import java.util.PriorityQueue;

/** What will happen, by virtual time and, at one time, in the order of planning. */
public final class Agenda {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private long planned;

    /** Virtual time in microseconds since the world began. */
    public long now() {
        return now;
    }

    public void after(long delayMicros, Runnable action) {
        entries.add(new Entry(now + Math.max(0, delayMicros), planned++, action));
    }

    /** Lets the next thing happen, unless it lies at or after {@code end}; then time only moves there. */
    public boolean next(long end) {
        Entry entry = entries.peek();
        if (entry == null || entry.at >= end) {
            now = Math.max(now, end);
            return false;
        }
        entries.remove();
        now = entry.at;
        entry.action.run();
        return true;
    }

    private record Entry(long at, long order, Runnable action) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }
}
