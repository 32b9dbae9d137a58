package org.credence.consensus.kernel.raft;

/**
 * A place in a log, and so also where a log ends.
 *
 * @param view   view whose leader put the entry there; 0 before the first
 * @param height its place; 1 for the first entry
 */
public record Position(long view, long height) {

    /** Below the first entry. */
    static final Position START = new Position(0, 0);

    /**
     * The up-to-date check (Raft §5.4.1): whether a log that ends here holds all that can have been decided as far as
     * one that ends at {@code other} can tell.
     */
    boolean upToDate(Position other) {
        return view > other.view || view == other.view && height >= other.height;
    }
}
