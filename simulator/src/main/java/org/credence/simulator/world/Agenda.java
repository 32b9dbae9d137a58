package org.credence.simulator.world;

import java.util.Arrays;

/**
 * What will happen, by virtual time and, at one time, in the order of planning. A binary heap over plain arrays: every
 * message passes through it several times.
 */
public final class Agenda {

    private long[] times = new long[256];
    /** How many were planned before each. */
    private long[] orders = new long[times.length];
    private Runnable[] actions = new Runnable[times.length];
    private int size;
    private long now;
    private long planned;

    /** Virtual time in microseconds since the world began. */
    public long now() {
        return now;
    }

    public void after(long delayMicros, Runnable action) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            actions = Arrays.copyOf(actions, 2 * size);
        }
        long time = now + Math.max(0, delayMicros);
        int at = size++;
        // Planned last, it stands above only what happens later.
        for (int parent = (at - 1) / 2; at > 0 && time < times[parent]; parent = (at - 1) / 2) {
            move(parent, at);
            at = parent;
        }
        put(at, time, planned++, action);
    }

    /** Lets the next thing happen, unless it lies at or after {@code end}; then time only moves there. */
    public boolean next(long end) {
        if (size == 0 || times[0] >= end) {
            now = Math.max(now, end);
            return false;
        }
        now = times[0];
        Runnable action = actions[0];
        removeFirst();
        action.run();
        return true;
    }

    private void removeFirst() {
        int last = --size;
        int at = 0;
        for (int child = earlierChild(at); child < last && before(child, last); child = earlierChild(at)) {
            move(child, at);
            at = child;
        }
        move(last, at);
        actions[last] = Agenda::nothing;
    }

    /** What happens again where something has happened: it must not be kept alive. */
    private static void nothing() {}

    private int earlierChild(int parent) {
        int left = 2 * parent + 1;
        int right = left + 1;
        return right < size && before(right, left) ? right : left;
    }

    private boolean before(int one, int other) {
        return times[one] != times[other] ? times[one] < times[other] : orders[one] < orders[other];
    }

    private void move(int from, int to) {
        put(to, times[from], orders[from], actions[from]);
    }

    private void put(int at, long time, long order, Runnable action) {
        times[at] = time;
        orders[at] = order;
        actions[at] = action;
    }
}
