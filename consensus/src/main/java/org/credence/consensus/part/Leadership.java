package org.credence.consensus.part;

/**
 * Who leads: the whole of what a protocol skin decides about order. Equal at every member, and known before the view
 * begins (P§1.2).
 */
public interface Leadership {

    /** The member that runs the change into {@code view} and proposes in it; an index of the committee. */
    int leader(long view);
}
