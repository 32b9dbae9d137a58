package org.credence.cli.output;

import org.credence.consensus.part.Quorum;

/** In words: what a quorum tolerates and which votes decide. */
public final class Deciding {

    private Deciding() {}

    /** Half a sentence. */
    public static String text(Quorum quorum) {
        String faulty = "tolerates f = " + quorum.f() + (quorum.rule().byzantine() ? " Byzantine" : " crashed");
        return switch (quorum.rule()) {
            case TWO_LANES -> faulty + "; decides with " + quorum.fast() + " CONFIRMs (p = " + quorum.p()
                    + " may be slow), else with " + quorum.slow() + " COMMITs";
            case TWO_ROUNDS -> faulty + "; decides with " + quorum.slow() + " COMMITs, which need as many CONFIRMs";
            case MAJORITY -> faulty + ", none that lies; decides with " + quorum.slow() + " CONFIRMs";
        };
    }
}
