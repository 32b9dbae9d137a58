package org.credence.crypto.fuzz;

/** What the fuzzer calls; {@code -Dfuzz.decoder} names the decoder. */
public final class FuzzTarget {

    private static final Decoder DECODER = Decoder.valueOf(System.getProperty("fuzz.decoder"));

    private FuzzTarget() {}

    /** Makes the keys that the decoder's valid encoding needs, which would count as the first input's time. */
    public static void fuzzerInitialize() {
        DECODER.refuses(new byte[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        DECODER.refuses(input);
    }
}
