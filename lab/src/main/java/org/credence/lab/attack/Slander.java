package org.credence.lab.attack;

import java.util.List;
import org.credence.lab.cbft.CreditTable;

/**
 * A-C6. Member 3 is the slowest, and all others say so. It reports the worst of them and the best of itself: the
 * average makes it primary of view 0. There it signs two blocks.
 */
final class Slander extends Ambush {

    static final List<Integer> HONEST = List.of(80, 78, 76, 70);
    private static final List<Integer> SLANDER = List.of(0, 0, 0, 100);

    Slander() {
        super("A-C6", "a liar's reports make it primary", 3, 2, 1, 1);
    }

    @Override
    public String sentence() {
        return "III-B: the \"dishonest behavior\" is recorded to the node status record table";
    }

    @Override
    public String remedy() {
        return "reports have no part in who leads yet (fixed ranks); no complaint by itself ever will";
    }

    @Override
    CreditTable table(int member) {
        return CreditTable.average(List.of(HONEST, HONEST, HONEST, SLANDER));
    }
}
