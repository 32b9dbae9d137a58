package org.credence.base;

/** A 64-byte Ed25519 signature, R then S. */
public record Signature(Digest r, Digest s) {

    /** Length in bytes. */
    public static final int LENGTH = 64;

    /**
     * The signature with these 64 bytes.
     *
     * @throws IllegalArgumentException unless there are 64
     */
    public static Signature of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("signature: " + bytes.length + " bytes, must be " + LENGTH);
        }
        return new Signature(Digest.read(bytes, 0), Digest.read(bytes, Digest.LENGTH));
    }

    /** A fresh array of the 64 bytes. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        r.write(bytes, 0);
        s.write(bytes, Digest.LENGTH);
        return bytes;
    }

    @Override
    public String toString() {
        return r.brief() + "…";
    }
}
