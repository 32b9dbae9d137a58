package org.credence.ledger;

/** The state of that height cannot be read any more, or not yet. */
public final class HeightNotHeld extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long lowest;
    private final long highest;

    public HeightNotHeld(long height, long lowest, long highest) {
        super("height: state of " + height + " is not held, limits " + lowest + " to " + highest);
        this.lowest = lowest;
        this.highest = highest;
    }

    /** The lowest height whose state can be read now. */
    public long lowest() {
        return lowest;
    }

    /** The highest height whose state can be read now. */
    public long highest() {
        return highest;
    }
}
