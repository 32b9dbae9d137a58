package org.credence.ledger.store;

/** The disk or the directory cannot be used: full, locked by another process, not permitted. */
public final class StoreFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreFailed(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
