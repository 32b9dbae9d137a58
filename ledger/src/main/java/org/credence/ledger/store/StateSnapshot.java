package org.credence.ledger.store;

/** A whole state as one member hands it to another: which version it is, and the record of every node. */
public interface StateSnapshot {

    /** Chain, height, block and root. Nobody vouches for ids and counts: whoever takes it in checks them. */
    Persisted version();

    /** Gives every node's record, by ascending id from 0. */
    void forEachNode(Sink sink);

    /** Takes the records of nodes. */
    @FunctionalInterface
    interface Sink {

        void node(long id, byte[] record);
    }
}
