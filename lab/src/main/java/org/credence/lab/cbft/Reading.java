package org.credence.lab.cbft;

/** Where the paper can be read in more than one way, what is read. */
public record Reading(Completed completed, Doubt doubt) {

    /** Which blocks are the "completed PROPOSEs" that a VIEW-CHANGE reports as Q (section III-C; P§2.1 G5). */
    public enum Completed {
        /**
         * Those with a quorum of CONFIRMs: reading (i). They are decided, so the checkpoint covers them and Q is
         * empty.
         */
        DECIDED,
        /** Those that the member has verified and CONFIRMed: reading (ii). */
        ACCEPTED
    }

    /** What a member does about a block that it has CONFIRMed and that does not get through in time. */
    public enum Doubt {
        /** Broadcasts VIEW-CHANGE (section III-C). */
        REPLACE_VIEW,
        /** "Directly agrees that the default block is empty, instead of rolling back" (section II). */
        EMPTY_BLOCK
    }

    /** Reading (i) of Q. */
    public static Reading decided() {
        return new Reading(Completed.DECIDED, Doubt.REPLACE_VIEW);
    }

    /** Reading (ii) of Q. */
    public static Reading accepted() {
        return new Reading(Completed.ACCEPTED, Doubt.REPLACE_VIEW);
    }
}
