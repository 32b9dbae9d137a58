package org.credence.crypto;

/**
 * Which implementation computes the signatures of this process.
 *
 * @param kind   fast native code or pure Java; both accept exactly the same signatures
 * @param detail name and version, and why the fast one is not in use if it is not
 */
public record CryptoProvider(Kind kind, String detail) {

    /** The two implementations. */
    public enum Kind {
        /** Amazon Corretto Crypto Provider: native code, about twice the speed of the other. */
        CORRETTO,
        /** Bouncy Castle and the JDK: runs everywhere. */
        JAVA
    }

    @Override
    public String toString() {
        return kind + " (" + detail + ")";
    }
}
