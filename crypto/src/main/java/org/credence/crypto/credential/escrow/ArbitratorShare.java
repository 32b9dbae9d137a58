package org.credence.crypto.credential.escrow;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.SecretScalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.sharing.Share;

/** One arbitrator's share a_j of the arbitration secret. Closing it zeroes it; later requests fail. Prints j only. */
public final class ArbitratorShare implements AutoCloseable {

    private static final int LENGTH = 34;

    private final int arbitrator;
    private final SecretScalar value;

    private ArbitratorShare(int arbitrator, Scalar value) {
        this.arbitrator = arbitrator;
        this.value = new SecretScalar(value);
    }

    /**
     * The sum of what the dealers of this key sent to one arbitrator.
     *
     * @param shares of those dealers whose dealings make the key, each admitted by its dealing
     * @throws IllegalArgumentException if they are not all for this arbitrator, or their sum is not its share of the
     *                                  key
     */
    public static ArbitratorShare of(ArbitrationKey key, int arbitrator, List<Share> shares) {
        Scalar sum = G1.SCALARS.zero();
        for (Share share : shares) {
            if (share.index() != arbitrator) {
                throw new IllegalArgumentException("shares: one is of arbitrator " + share.index());
            }
            sum = sum.plus(share.value());
        }
        requireOf(key, arbitrator, sum);
        return new ArbitratorShare(arbitrator, sum);
    }

    /** j, from 1. */
    public int arbitrator() {
        return arbitrator;
    }

    /**
     * This arbitrator's part of an opening. That the verdict is committed is for the arbitrator to check first.
     *
     * @param context of the verdict's transaction
     * @throws IllegalArgumentException if the share is not of this key
     */
    public PartialOpening open(ProofContext context, ArbitrationKey key, Escrow escrow, SecureRandom random) {
        Scalar share = value.reveal();
        requireOf(key, arbitrator, share);
        return PartialOpening.of(context, key, escrow, arbitrator, share, random);
    }

    /**
     * The share with this encoding, which is copied; the caller zeroes its own array.
     *
     * @throws Malformed if it is not canonical, out of range or zero
     */
    public static ArbitratorShare decode(byte[] encoding) {
        Reader reader = new Reader(encoding);
        Share share = Share.read(reader, G1.SCALARS);
        reader.end();
        if (share.value().isZero()) {
            throw new Malformed("share.value", "is zero");
        }
        return new ArbitratorShare(share.index(), share.value());
    }

    /** The 34 bytes of index and share, to be zeroed by the caller. */
    public byte[] encode() {
        Writer writer = new Writer(LENGTH);
        new Share(arbitrator, value.reveal()).write(writer);
        return writer.toBytes();
    }

    private static void requireOf(ArbitrationKey key, int arbitrator, Scalar share) {
        if (!Bases.MAIN.times(share).equals(key.shareKey(arbitrator))) {
            throw new IllegalArgumentException("share: is not of this key");
        }
    }

    @Override
    public void close() {
        value.close();
    }

    @Override
    public String toString() {
        return "ArbitratorShare[" + arbitrator + "]";
    }
}
