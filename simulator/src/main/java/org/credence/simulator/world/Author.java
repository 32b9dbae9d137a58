package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Status;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Clients;

/** Makes the batches of a process, of what clients want stored. */
final class Author {

    /** Bytes of a payload that does not matter. */
    private static final int SMALL = 8;

    private final World world;
    private final Session session;
    private final Chance chance;

    Author(World world, Session session, Chance chance) {
        this.world = world;
        this.session = session;
        this.chance = chance;
    }

    /** The next batch of a member of that status; empty if it has just begun, or too many are open. */
    Optional<Batch> batch(Status status) {
        if (status.stage() == Status.Stage.NEW || status.openBatches() >= Limits.AUTHOR_WINDOW) {
            return Optional.empty();
        }
        List<Transaction> transactions = transactions();
        BatchHead head = Batch.head(session.seat(), status.nextBatch(), transactions);
        return Optional.of(Batch.of(head, transactions,
                world.signer(session.key()).sign(head.availability(session.committee().chainId()))));
    }

    private List<Transaction> transactions() {
        List<Transaction> transactions = new ArrayList<>();
        int drawn = 1 + chance.below(3);
        Optional<Clients> clients = world.workshop().clients();
        int count = clients.map(Clients::transactions).orElse(drawn);
        for (int i = 0; i < count; i++) {
            transactions.add(world.client().transaction(clients.map(Clients::payloadBytes).orElse(SMALL)));
        }
        return transactions;
    }
}
