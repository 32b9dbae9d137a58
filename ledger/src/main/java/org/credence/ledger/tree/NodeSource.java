package org.credence.ledger.tree;

/** Where nodes that are not in memory come from. */
@FunctionalInterface
public interface NodeSource {

    /**
     * The node meant by the stub: its record hashes to the stub's hash.
     *
     * @throws Superseded if a later version has taken its place in the store
     */
    Stored load(Stub stub);

    /** The version asked for is no longer held: heights are readable from the persisted one up. */
    final class Superseded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** With the id of the node that has a later version. */
        public Superseded(long id) {
            super("node " + id + " has a later version");
        }
    }
}
