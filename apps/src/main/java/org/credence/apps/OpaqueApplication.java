package org.credence.apps;

import java.util.List;
import org.credence.base.block.Transaction;
import org.credence.ledger.Application;
import org.credence.ledger.BlockContext;
import org.credence.ledger.Code;
import org.credence.ledger.State;

/**
 * Bytes without meaning, for measuring what ordering alone costs. A node accepts it only in a genesis that is made for
 * benches.
 */
public final class OpaqueApplication implements Application {

    /** Its number in transactions. */
    public static final int ID = 2;

    /** Its name in a genesis. */
    public static final String NAME = "opaque";

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<? extends Code> codes() {
        return List.of();
    }

    @Override
    public void check(Transaction transaction) {
        // Any payload will do.
    }

    @Override
    public void execute(Transaction transaction, BlockContext block, State state) {
        // Only the ledger's own bookkeeping.
    }
}
