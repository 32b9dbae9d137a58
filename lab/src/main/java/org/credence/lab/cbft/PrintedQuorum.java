package org.credence.lab.cbft;

/**
 * The paper's arithmetic: f = (n−1)/3 rounded down, and 2f+1 of whatever is counted, at n = 5 and 6 too (P§2.1 G14).
 */
public final class PrintedQuorum {

    private PrintedQuorum() {}

    /** How many equal CONFIRMs decide, and how many VIEW-CHANGEs replace a view, one's own included. */
    public static int of(int members) {
        return 2 * ((members - 1) / 3) + 1;
    }
}
