package org.credence.lab.attack;

import java.util.List;
import org.credence.lab.cbft.CreditTable;

/**
 * A-C5. Member 0 behaves until its credit is the highest, and so is primary for as long as it does: nothing ends its
 * tenure. At height 6 it signs two blocks, once; that is enough (A-C2).
 */
final class Sleeper extends Ambush {

    Sleeper() {
        super("A-C5", "the member with the best record turns", 0, 3, 2, 6);
    }

    @Override
    public String sentence() {
        return "III-A: select the highest credit node to be elected as the master node, thus reducing the probability "
                + "of the Byzantine node as the main node";
    }

    @Override
    public String remedy() {
        return "no rule that decides safety asks who leads; fixed ranks today, so credit buys nothing yet";
    }

    @Override
    CreditTable table(int member) {
        return new CreditTable(List.of(99, 50, 50, 50));
    }
}
