package org.credence.lab.attack;

import java.util.List;
import org.credence.lab.cbft.CreditTable;

/**
 * A-C4. The primary 0 falls silent. Members 0 and 1 measured that 1 answers fastest, 2 and 3 found others better:
 * they never name the same L, so no view gets 2f+1 equal VIEW-CHANGEs.
 */
final class LocalTables extends Attack {

    private static final CreditTable NEAR_ONE = new CreditTable(List.of(90, 80, 70, 60));
    private static final CreditTable NEAR_TWO = new CreditTable(List.of(90, 60, 80, 70));

    LocalTables() {
        super("A-C4", "members rank each other by what each measured", Harm.HALT, 4);
    }

    @Override
    public String sentence() {
        return "III-C: L is the sequence number of the node with the highest credit value selected according to the "
                + "node credit ranking table";
    }

    @Override
    public String remedy() {
        return "who leads a view is the same function at every member, of the ledger alone";
    }

    @Override
    CreditTable table(int member) {
        return member < 2 ? NEAR_ONE : NEAR_TWO;
    }

    @Override
    Scene scene() {
        return new Scene().lies(0, part -> new Falling(part, 3));
    }
}
