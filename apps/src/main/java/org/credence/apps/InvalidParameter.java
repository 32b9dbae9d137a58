package org.credence.apps;

/** A genesis gives an application a parameter it does not have, or a value outside its limits. */
public final class InvalidParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidParameter(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    /** {@code application.parameter}. */
    public String field() {
        return field;
    }
}
