package org.credence.crypto.vrf;

import org.credence.base.Digest;

/**
 * The 64 bytes β: one for each key and input, and unpredictable without the key.
 *
 * @param high the first 32 bytes
 * @param low  the last 32 bytes
 */
public record VrfOutput(Digest high, Digest low) implements Comparable<VrfOutput> {

    /** Length in bytes. */
    public static final int LENGTH = 64;

    static VrfOutput of(byte[] bytes) {
        return new VrfOutput(Digest.read(bytes, 0), Digest.read(bytes, Digest.LENGTH));
    }

    /** A fresh array of the 64 bytes. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        high.write(bytes, 0);
        low.write(bytes, Digest.LENGTH);
        return bytes;
    }

    /** Order of the bytes read as one unsigned number, the order of slots of P§4.3.4. */
    @Override
    public int compareTo(VrfOutput other) {
        int order = high.compareTo(other.high);
        return order != 0 ? order : low.compareTo(other.low);
    }
}
