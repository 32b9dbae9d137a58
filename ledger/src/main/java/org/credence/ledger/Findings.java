package org.credence.ledger;

import java.util.Arrays;
import java.util.Optional;
import org.credence.ledger.store.StateDamaged;
import org.credence.ledger.store.StateStore;
import org.credence.ledger.store.Table;

/** Looks up what should be there and remembers the lowest height at which something was not. */
final class Findings {
    private final StateStore store;
    private Optional<StateDamaged> lowest = Optional.empty();
    private long compared;

    Findings(StateStore store) {
        this.store = store;
    }

    /** Compares one entry, last written by {@code height}. */
    void expect(Table table, byte[] key, byte[] value, long height, String what) {
        compared++;
        try {
            Optional<byte[]> found = store.value(table, key);
            if (found.isEmpty()) {
                add(height, what + " is missing");
            } else if (!Arrays.equals(found.get(), value)) {
                add(height, what + " differs");
            }
        } catch (StateDamaged e) {
            add(height, what + " is unreadable: " + e.what());
        }
    }

    /** Checks that a table holds no more than what was expected; {@code height} is the newest that it can hold. */
    void expectCount(Table table, long count, long height) {
        try {
            long found = store.count(table);
            if (found != count) {
                add(height, "table " + table + " holds " + found + " entries, must hold " + count);
            }
        } catch (StateDamaged e) {
            add(height, "table " + table + " is unreadable: " + e.what());
        }
    }

    /** What belongs to height 0, before any block, is put down to the first block. */
    void add(long height, String what) {
        long blamed = Math.max(1, height);
        if (lowest.isEmpty() || blamed < lowest.get().height()) {
            lowest = Optional.of(new StateDamaged(blamed, what));
        }
    }

    Optional<StateDamaged> lowest() {
        return lowest;
    }

    /** Entries compared so far. */
    long compared() {
        return compared;
    }
}
