package org.credence.bench.load;

import java.util.List;
import org.credence.base.block.Transaction;

/** The transactions of one client, made and signed one after the other by one thread. */
public sealed interface Workload permits MeterWorkload, OpaqueWorkload {

    /** What must be decided before any other, once. */
    List<Transaction> preparation();

    /** The next transaction; each succeeds if those before it are decided before it or not long after. */
    Transaction next();
}
