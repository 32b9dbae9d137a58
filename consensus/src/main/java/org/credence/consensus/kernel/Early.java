package org.credence.consensus.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.credence.consensus.engine.Input;

/**
 * Messages of the next epoch from members that entered it first; they would not be sent again for a while. Bounded per
 * sender.
 */
final class Early {

    /** What a member may send before others follow: a window of blocks with its votes, and a view change. */
    private static final int MOST = 64;

    private final TreeMap<Integer, ArrayDeque<Input.Received>> waiting = new TreeMap<>();

    /** Whether it is of the epoch after the present one, and so waits or is dropped. */
    boolean takes(Input.Received received, int present) {
        OptionalInt of = received.message().message().boundTo();
        if (of.isEmpty() || of.getAsInt() != present + 1) {
            return false;
        }
        ArrayDeque<Input.Received> from =
                waiting.computeIfAbsent(received.message().sender(), _ -> new ArrayDeque<>());
        if (from.size() < MOST) {
            from.add(received);
        }
        return true;
    }

    /** What waited for this epoch, by sender and in order; nothing waits afterwards. */
    List<Input.Received> release(int epoch) {
        List<Input.Received> released = new ArrayList<>();
        waiting.values().forEach(from -> from.stream()
                .filter(received -> received.message().message().boundTo().equals(OptionalInt.of(epoch)))
                .forEach(released::add));
        waiting.clear();
        return released;
    }
}
