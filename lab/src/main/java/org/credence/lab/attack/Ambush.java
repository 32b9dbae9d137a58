package org.credence.lab.attack;

import java.util.Set;

/**
 * Four members, one of them a primary that signs block A for two and block B for the third. Only the victim gets
 * enough CONFIRMs, decides A and is cut off. The primary then claims B: two reports against one.
 */
abstract class Ambush extends Attack {

    private final int primary;
    private final int victim;
    private final int other;
    private final long height;

    /**
     * @param victim decides A alone
     * @param other  is shown A too; the fourth member is shown B
     * @param height where the primary begins to lie
     */
    Ambush(String id, String title, int primary, int victim, int other, long height) {
        super(id, title, Harm.FORK, 4);
        this.primary = primary;
        this.victim = victim;
        this.other = other;
        this.height = height;
    }

    @Override
    final Scene scene() {
        Twins twins = new Twins(height, Set.of(primary, victim, other));
        return new Scene().lies(primary, part -> new Equivocator(part, twins)).confirmsReachOnly(victim, height)
                .cutOff(victim, height);
    }
}
