package org.credence.crypto.commitment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.credence.base.Hasher;
import org.credence.base.codec.Malformed;
import org.credence.crypto.group.Point;

/**
 * Points whose logarithms nobody knows: SHA-256 over a name, a number and a counter is taken as an x, and the first
 * counter with a point on the curve is it.
 */
public final class Generators {

    /** η, the base of what hides. */
    public static final Point BLINDING = derive("blinding", 0);

    private static final int MAX_TRIES = 256;

    private Generators() {}

    /** The point with this name and number. */
    public static Point derive(String name, int number) {
        for (int counter = 0; counter < MAX_TRIES; counter++) {
            MessageDigest sha = Hasher.sha256();
            sha.update("credence/generator/".getBytes(StandardCharsets.US_ASCII));
            sha.update(name.getBytes(StandardCharsets.US_ASCII));
            sha.update(new byte[]{0, (byte) (number >>> 8), (byte) number, (byte) counter});
            byte[] encoding = new byte[Point.LENGTH];
            encoding[0] = 2;
            System.arraycopy(sha.digest(), 0, encoding, 1, Point.LENGTH - 1);
            Optional<Point> point = decode(encoding);
            if (point.isPresent()) {
                return point.get();
            }
        }
        throw new AssertionError("256 hashes in a row that are no x of secp256k1");
    }

    private static Optional<Point> decode(byte[] encoding) {
        try {
            return Optional.of(Point.decode("generator", encoding));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
