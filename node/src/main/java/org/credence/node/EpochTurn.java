package org.credence.node;

import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;
import org.credence.ledger.observation.Observatory;
import org.credence.node.driver.Driver;
import org.credence.node.pipeline.Execution;

/**
 * From one epoch to the next: once its last block is executed and durable, the engine is told what follows. Where the
 * members change everything about them does, and the node begins anew with those.
 *
 * @param others told that the next epoch has other members, or members with other keys
 */
record EpochTurn(EpochLength length, PresentEpoch present, Observatory observatory, Driver driver,
        Checkpoints checkpoints, Runnable others)
        implements
            Execution.Calendar {

    @Override
    public boolean isLast(long height) {
        return length.isLast(height);
    }

    @Override
    public void executed(long height) {
        checkpoints.executed(height);
    }

    @Override
    public void ended() {
        checkpoints.ended(present.chain().height());
        Epoch next = present.epoch();
        if (present.roster().since() == next.number()) {
            others.run();
        } else {
            observatory.begin();
            driver.began(next);
        }
    }
}
