package org.credence.crypto.pairing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The points of P§6.3 that nobody knows a logarithm between, derived by hashing as the BBS draft
 * (draft-irtf-cfrg-bbs-signatures, create_generators) derives its generators, under a name of our own.
 */
public final class Bases {

    private static final String NAME = "CREDENCE-V01-BLS12381G1_XMD:SHA-256_SSWU_RO_H2G_HM2S_";
    private static final int SEED_LENGTH = 48;
    private static final List<G1> ALL = derive(NAME, 5);

    /** g1: what a credential's message starts with, and the base of the escrow. */
    public static final G1 MAIN = ALL.get(0);

    /** h0, the base of a credential's blinding s. */
    public static final G1 BLINDING = ALL.get(1);

    /** h1, the base of the holder's secret sk. */
    public static final G1 SECRET = ALL.get(2);

    /** h2, the base of the serial number id. */
    public static final G1 SERIAL = ALL.get(3);

    /** h3, the base of the expiry exp. */
    public static final G1 EXPIRY = ALL.get(4);

    private Bases() {}

    /** The first {@code count} points under a name ("api_id" of the draft). */
    static List<G1> derive(String name, int count) {
        String seedDomain = name + "SIG_GENERATOR_SEED_";
        byte[] first = (name + "MESSAGE_GENERATOR_SEED").getBytes(StandardCharsets.US_ASCII);
        byte[] seed = MessageExpansion.expand(first, seedDomain, SEED_LENGTH);
        List<G1> points = new ArrayList<>(count);
        for (long i = 1; i <= count; i++) {
            byte[] numbered = ByteBuffer.allocate(SEED_LENGTH + Long.BYTES).put(seed).putLong(i).array();
            seed = MessageExpansion.expand(numbered, seedDomain, SEED_LENGTH);
            points.add(G1.hash(seed, name + "SIG_GENERATOR_DST_"));
        }
        return points;
    }
}
