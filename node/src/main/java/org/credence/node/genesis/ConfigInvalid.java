package org.credence.node.genesis;

/** A setting that a node cannot start with. Names the field and the limit, so that an operator can mend it. */
public final class ConfigInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String limit;

    /**
     * @param field   the setting as the operator writes it, such as {@code members[2].peerPort}
     * @param problem what it is now
     * @param limit   what it must be
     */
    public ConfigInvalid(String field, String problem, String limit) {
        super(field + ": " + problem + ", must be " + limit);
        this.field = field;
        this.limit = limit;
    }

    /** The setting that is wrong. */
    public String field() {
        return field;
    }

    /** What it must be. */
    public String limit() {
        return limit;
    }
}
