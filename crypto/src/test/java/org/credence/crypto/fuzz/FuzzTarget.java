package org.credence.crypto.fuzz;

/** What the fuzzer calls; {@code -Dfuzz.decoder} names the decoder. */
public final class FuzzTarget {

    private static final Decoder DECODER = Decoder.valueOf(System.getProperty("fuzz.decoder"));

    private FuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        DECODER.refuses(input);
    }
}
