package org.credence.base.codec;

/**
 * Bytes that are not a canonical encoding, or a value outside its limit. Names the field, so that a sender can mend
 * it.
 */
public final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public Malformed(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    /** The field that was wrong, in the words of the wire format. */
    public String field() {
        return field;
    }
}
