package org.credence.simulator.check;

import org.credence.simulator.result.Invariant;

/** An invariant does not hold: ends the simulation of this seed. */
public final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Invariant invariant;
    private final int member;

    public Broken(Invariant invariant, int member, String detail) {
        super(detail);
        this.invariant = invariant;
        this.member = member;
    }

    public Broken(Invariant invariant, int member, String detail, Throwable cause) {
        this(invariant, member, detail);
        initCause(cause);
    }

    public Invariant invariant() {
        return invariant;
    }

    /** Committee index of the member it showed at. */
    public int member() {
        return member;
    }
}
