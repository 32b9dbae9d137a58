package org.credence.crypto.blind;

import org.credence.base.codec.Malformed;

/** The four variants of RFC 9474 §5, all with SHA-384. A key is for one of them. */
public enum BlindVariant {
    /** The first choice: 32 random bytes before the message, salt of 48. */
    PSS_RANDOMIZED(1, true, 48),
    /** 32 random bytes before the message, no salt: as many signatures as messages. */
    PSSZERO_RANDOMIZED(2, true, 0),
    /** The message as it is, which must have high entropy, or a hostile signer learns from failures (§7.3). */
    PSS_DETERMINISTIC(3, false, 48),
    /** As before without salt. */
    PSSZERO_DETERMINISTIC(4, false, 0);

    /** Length of the random prefix in bytes. */
    static final int PREFIX_LENGTH = 32;

    private final int code;
    private final boolean randomized;
    private final int saltLength;

    BlindVariant(int code, boolean randomized, int saltLength) {
        this.code = code;
        this.randomized = randomized;
        this.saltLength = saltLength;
    }

    /** On the wire; never reused. */
    int code() {
        return code;
    }

    /** Whether a random prefix comes before the message. */
    public boolean isRandomized() {
        return randomized;
    }

    PssEncoding encoding() {
        return new PssEncoding("SHA-384", saltLength);
    }

    static BlindVariant of(int code) {
        for (BlindVariant variant : values()) {
            if (variant.code == code) {
                return variant;
            }
        }
        throw new Malformed("blind.variant", "unknown code " + code);
    }
}
