package org.credence.ledger;

/** A transaction that is well formed and yet cannot take effect. */
public final class Rejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Code code;
    private final String field;

    /**
     * @param code    the reason
     * @param field   the field at fault, in the words of the wire format
     * @param message what is wrong with it, with the limit if there is one
     */
    public Rejected(Code code, String field, String message) {
        // Rejections are answers, not faults: a stack trace would cost more than executing the transaction.
        super(field + ": " + message, null, false, false);
        this.code = code;
        this.field = field;
    }

    public Code code() {
        return code;
    }

    public String field() {
        return field;
    }
}
