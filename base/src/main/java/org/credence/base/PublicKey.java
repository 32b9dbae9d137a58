package org.credence.base;

/** An Ed25519 public key: the identity of a member, a meter or a client. */
public record PublicKey(Digest bytes) implements Comparable<PublicKey> {

    /** Length in bytes. */
    public static final int LENGTH = Digest.LENGTH;

    /**
     * The key with these 32 bytes.
     *
     * @throws IllegalArgumentException unless there are 32
     */
    public static PublicKey of(byte[] bytes) {
        return new PublicKey(Digest.of(bytes));
    }

    /**
     * Parses 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static PublicKey parse(String hex) {
        return new PublicKey(Digest.parse(hex));
    }

    /** A fresh array of the 32 bytes. */
    public byte[] toBytes() {
        return bytes.toBytes();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return bytes.hex();
    }

    @Override
    public int compareTo(PublicKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
