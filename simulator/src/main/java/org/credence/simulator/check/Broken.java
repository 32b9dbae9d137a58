package org.credence.simulator.check;

import org.credence.simulator.result.Invariant;

/** An invariant does not hold: ends the simulation of this seed. */
public final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Below it a stack tells of the simulator itself. */
    private static final String DRIVER = "org.credence.simulator.world.";

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

    /** What broke, and where in the engine if it was found there. */
    public String detail() {
        StringBuilder detail = new StringBuilder(String.valueOf(getMessage()));
        Throwable cause = getCause();
        if (cause != null) {
            for (StackTraceElement frame : cause.getStackTrace()) {
                detail.append("\n    at ").append(frame);
                if (frame.getClassName().startsWith(DRIVER)) {
                    break;
                }
            }
        }
        return detail.toString();
    }
}
