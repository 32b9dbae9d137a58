package org.credence.crypto;

/** Why a keystore file could not be written or opened. */
public final class KeystoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, for programs. */
    public enum Reason {
        /** The file is whole, and this password does not open it. */
        WRONG_PASSWORD,
        /** Truncated, altered, or never a keystore. */
        DAMAGED,
        /** Of a later version, or asking for more memory or time than this version grants. */
        UNSUPPORTED,
        /** There is a file of that name already; a key is never overwritten. */
        EXISTS,
        /** The file system refused to read or write. */
        INPUT_OUTPUT
    }

    private final Reason reason;

    KeystoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    KeystoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What went wrong, for programs. */
    public Reason reason() {
        return reason;
    }
}
