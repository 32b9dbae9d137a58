package org.credence.ledger.store;

/** What is on disk is not what was written there. The chain's files can rebuild it. */
public final class StateDamaged extends RuntimeException {

    /** Height when it is not known which heights are affected. */
    public static final long UNKNOWN = 0;

    private static final long serialVersionUID = 1L;

    private final long height;
    private final String what;

    /**
     * @param height the lowest height known to be affected, or {@link #UNKNOWN}
     * @param what   what is damaged
     */
    public StateDamaged(long height, String what) {
        super("state damaged" + (height == UNKNOWN ? "" : " at height " + height) + ": " + what);
        this.height = height;
        this.what = what;
    }

    public long height() {
        return height;
    }

    public String what() {
        return what;
    }
}
