package org.credence.node;

import org.credence.consensus.part.EpochLength;
import org.credence.ledger.observation.Observatory;
import org.credence.node.driver.Driver;
import org.credence.node.pipeline.Execution;

/** From one epoch to the next: once its last block is executed and durable, the engine is told what follows. */
record EpochTurn(EpochLength length, PresentEpoch present, Observatory observatory, Driver driver)
        implements
            Execution.Calendar {

    @Override
    public boolean isLast(long height) {
        return height == length.last(length.epochOf(height));
    }

    @Override
    public void ended() {
        observatory.begin();
        driver.began(present.epoch());
    }
}
