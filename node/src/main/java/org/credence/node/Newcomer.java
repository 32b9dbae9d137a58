package org.credence.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.credence.base.PublicKey;
import org.credence.base.codec.Malformed;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.crypto.Ed25519;
import org.credence.node.genesis.ChainApplications;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.BlockAudit;
import org.credence.node.storage.StoredBlock;

/**
 * Somebody who is to become a member. Takes the chain from members' APIs, checks every certificate and executes every
 * block, and so believes nobody; until the ledger says that it has a seat. From then on it is a member that is behind.
 * A member that has lost its chain does the same, until it is in the epoch that its journal is of.
 */
public final class Newcomer {

    private static final long RETRY_MILLIS = 200;
    /** Blocks after which what was executed is brought to disk. */
    private static final int SETTLE = 256;

    private final Genesis genesis;
    private final List<PublicKey> keys;
    private final Recovery recovered;
    private final PresentEpoch present;
    private final Path source = Path.of("members");

    private Newcomer(Genesis genesis, List<PublicKey> keys, Recovery recovered) {
        this.genesis = genesis;
        this.keys = keys;
        this.recovered = recovered;
        this.present = new PresentEpoch(genesis, recovered.chain(), recovered.ledger());
    }

    /**
     * Follows the chain until one of the keys has a seat and may vote, and says which.
     *
     * @param stored   asks a member for the encoded {@link StoredBlock} at a height; empty if it is not there yet
     * @param progress told of each height
     * @param stop     asked now and then whether to give up
     * @return empty if it was told to stop
     * @throws org.credence.node.storage.BadBlock if a member handed out a block that is not one of the chain
     */
    public static Optional<Seat> follow(DataDirectory home, Genesis genesis, List<PublicKey> keys,
            LongFunction<Optional<byte[]>> stored, LongConsumer progress, BooleanSupplier stop) {
        Resources resources = new Resources();
        try {
            NodeLog log = resources.add(NodeLog.open(keys.getFirst().bytes().brief(), home.logs()));
            Recovery recovered = Recovery.open(home, genesis,
                    ChainApplications.of(genesis, CreditModels.of(home), Ed25519.chosen()), resources, log.logger());
            return new Newcomer(genesis, keys, recovered).follow(stored, progress, stop);
        } finally {
            resources.close();
        }
    }

    private Optional<Seat> follow(LongFunction<Optional<byte[]>> stored, LongConsumer progress, BooleanSupplier stop) {
        BlockAudit audit = audit();
        Optional<Seat> seat = seat();
        while (!(seat.isPresent() && mayVote()) && !stop.getAsBoolean()) {
            Optional<byte[]> bytes = stored.apply(recovered.chain().height() + 1);
            if (bytes.isPresent()) {
                take(decoded(bytes.get()), audit);
                progress.accept(recovered.chain().height());
                seat = seat();
            } else {
                pause();
            }
        }
        recovered.chain().sync();
        return seat.filter(s -> mayVote());
    }

    /** Who lost its chain and not its journal has forgotten nothing from this epoch on. */
    private boolean mayVote() {
        return present.epoch().number() >= recovered.promises().epoch();
    }

    private BlockAudit audit() {
        Epoch epoch = recovered.epoch();
        BlockAudit audit = new BlockAudit(epoch.committee(), genesis.epochLength(), Ed25519.chosen(),
                genesis.clientSignatures());
        recovered.chain().head().ifPresent(
                head -> audit.resume(head.header(), recovered.ledger().nextSequences(epoch.committee().size())));
        return audit;
    }

    private void take(StoredBlock block, BlockAudit audit) {
        audit.check(block, source);
        recovered.chain().append(block.decision(), block.bodies());
        recovered.ledger().execute(block.block(), block.bodies());
        int next = genesis.epochLength().epochAfter(block.height());
        if (genesis.epochLength().isLast(block.height()) && present.roster().since() == next) {
            audit.members(present.roster().committee(genesis.chainId(), next));
        }
        if (block.height() % SETTLE == 0) {
            // The state must never be durable further than the chain it comes from.
            recovered.chain().sync();
            recovered.ledger().settle();
        }
    }

    private Optional<Seat> seat() {
        Roster roster = present.roster();
        return roster.seats().stream().filter(seat -> keys.contains(seat.key())).findFirst();
    }

    private static StoredBlock decoded(byte[] bytes) {
        if (bytes.length > StoredBlock.LIMIT) {
            throw new Malformed("block", "has " + bytes.length + " bytes, limit " + StoredBlock.LIMIT);
        }
        return StoredBlock.decode(bytes);
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
