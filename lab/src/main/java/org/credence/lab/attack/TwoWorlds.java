package org.credence.lab.attack;

import java.util.Set;
import org.credence.consensus.message.Message;

/**
 * A-C3. Seven members, quorum 5; 0 is the primary, 5 its accomplice, 6 the victim. In one world the victim decides
 * A, in the other B, and what the others report is the same in both: 3 and 4 saw A, 1 and 2 saw B, 5 claims B.
 * Whatever follows from that is wrong in one of the worlds.
 */
final class TwoWorlds extends Attack {

    private static final int PRIMARY = 0;
    private static final int ACCOMPLICE = 5;
    private static final int VICTIM = 6;

    private final Set<Integer> shownA;

    private TwoWorlds(String title, Set<Integer> shownA) {
        super("A-C3", title, Harm.FORK, 7);
        this.shownA = shownA;
    }

    /** The victim is shown A, as are 3 and 4; 1 and 2 are shown B, and the accomplice claims B: X is B. */
    static TwoWorlds victimDecidesA() {
        return new TwoWorlds("n = 7: five CONFIRMs are not final under any rule", Set.of(PRIMARY, 3, 4, 5, VICTIM));
    }

    /** The same reports, but the victim was shown B and decided it: here X = B happens to be right. */
    static TwoWorlds victimDecidesB() {
        return new TwoWorlds("n = 7: the other world", Set.of(PRIMARY, 3, 4));
    }

    @Override
    public String sentence() {
        return "IV-C: like PBFT algorithm provides fault tolerance f = (n-1)/3; II: so the Commit phase is not needed";
    }

    @Override
    public String remedy() {
        return "n-p = 6 of 7 CONFIRMs decide; five need a second vote round";
    }

    @Override
    Scene scene() {
        Twins twins = new Twins(1, shownA);
        return new Scene().lies(PRIMARY, part -> new Equivocator(part, twins))
                .lies(ACCOMPLICE, part -> new Equivocator(part, twins))
                .confirmsReachOnly(VICTIM, 1).cutOff(VICTIM, 1)
                .hold((from, _, message) -> from == PRIMARY && message instanceof Message.Change);
    }
}
