package org.credence.client;

/** The transaction cannot be taken in by any member; sending it again is in vain. */
public final class TransactionRejected extends ClientException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String field;

    TransactionRejected(String code, String field, String message) {
        super(code + ": " + field + " " + message);
        this.code = code;
        this.field = field;
    }

    /** Why, for programs, such as {@code BAD_SIGNATURE}. */
    public String code() {
        return code;
    }

    /** What is wrong, in the words of the wire format. */
    public String field() {
        return field;
    }
}
