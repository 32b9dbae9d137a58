package org.credence.lab.attack;

/** A-C2. The ambush at the first height. */
final class PrimaryEquivocates extends Ambush {

    PrimaryEquivocates() {
        super("A-C2", "the primary signs two blocks", 0, 3, 2, 1);
    }

    @Override
    public String sentence() {
        return "III-B: receives more than the consistent information from 2f+1 different nodes, the node enters the "
                + "confirmation phase, executes the block transaction";
    }

    @Override
    public String remedy() {
        return "its two signatures exclude the old leader from V; A has the T = 2 supporters that are left";
    }
}
