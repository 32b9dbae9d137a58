package org.credence.client.verify;

/** A proof does not show what it claims. Whoever served it is broken or lies; what it says must not be believed. */
public final class ProofInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String part;

    ProofInvalid(String part, String problem) {
        super(part + ": " + problem);
        this.part = part;
    }

    ProofInvalid(String part, Throwable cause) {
        super(part + ": " + cause.getMessage(), cause);
        this.part = part;
    }

    /** The part that fails, such as {@code certificate.votes}. */
    public String part() {
        return part;
    }
}
