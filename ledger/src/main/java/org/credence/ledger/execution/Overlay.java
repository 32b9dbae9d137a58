package org.credence.ledger.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.ledger.State;
import org.credence.ledger.tree.StateTree;
import org.credence.ledger.tree.Update;

/** The writes of one block over the tree below it, with undo back to a mark. */
final class Overlay implements State {

    private final StateTree tree;
    private final Map<Digest, byte[]> writes = new TreeMap<>();
    private final List<Undo> undo = new ArrayList<>();

    /** What a key held in the overlay before a write; empty if nothing. */
    private record Undo(Digest key, Optional<byte[]> before) {}

    Overlay(StateTree tree) {
        this.tree = tree;
    }

    @Override
    public Optional<byte[]> value(StateKey key) {
        byte[] written = writes.get(key.hash());
        return written == null ? tree.value(key.hash()) : Optional.of(written);
    }

    @Override
    public void put(StateKey key, byte[] value) {
        if (value.length > StateProof.VALUE_BYTES) {
            throw new IllegalArgumentException(key + ": " + value.length + " bytes, limit " + StateProof.VALUE_BYTES);
        }
        undo.add(new Undo(key.hash(), Optional.ofNullable(writes.put(key.hash(), value))));
    }

    /** From here on writes can be undone. */
    void mark() {
        undo.clear();
    }

    /** Undoes all writes since the mark. */
    void rollBack() {
        for (Undo last : undo.reversed()) {
            last.before().ifPresentOrElse(value -> writes.put(last.key(), value), () -> writes.remove(last.key()));
        }
        undo.clear();
    }

    /** Everything written, ascending by key. */
    List<Update> updates() {
        List<Update> updates = new ArrayList<>(writes.size());
        writes.forEach((key, value) -> updates.add(new Update(key, value)));
        return updates;
    }
}
