package org.credence.node.storage;

/** A snapshot is not what the members of the chain vouch for, or not one at all. */
public final class SnapshotInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param field   of the snapshot
     * @param problem what it is and what it must be
     */
    public SnapshotInvalid(String field, String problem) {
        super("snapshot." + field + ": " + problem);
    }
}
