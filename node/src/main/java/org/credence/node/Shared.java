package org.credence.node;

import org.credence.ledger.Applications;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.pipeline.BatchCheck;
import org.credence.node.pipeline.Mempool;
import org.credence.node.pipeline.WorkPool;
import org.slf4j.Logger;

/** What lasts as long as the node, whoever its members are. */
record Shared(Applications applications, NodeMeters meters, Logger log, WorkPool pool, BatchCheck check,
        Mempool mempool) {}
