package org.credence.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.credence.base.PublicKey;
import org.credence.base.codec.Malformed;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.crypto.Ed25519;
import org.credence.ledger.Applications;
import org.credence.node.genesis.ChainApplications;
import org.credence.node.genesis.ConfigInvalid;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.BlockAudit;
import org.credence.node.storage.ChainAudit;
import org.credence.node.storage.StoredBlock;

/**
 * Somebody who is to become a member. Takes a snapshot and the chain above it from members' APIs, checks every
 * certificate and executes every block, and so believes nobody; until the ledger says that it has a seat. From then on
 * it is a member that is behind. A member that has lost its chain does the same, until it is in the epoch that its
 * journal is of; and so does one that is behind further than others keep blocks, or than its members are members.
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

    /** Where the chain comes from: any member that answers. Believed in nothing. */
    public interface Source {

        /** The encoded {@link StoredBlock} at a height; empty if it is not there yet, or not any more. */
        Optional<byte[]> stored(long height);

        /** The newest snapshot that can be fetched; empty if there is none. */
        Optional<Offer> snapshot();

        /** One part of a snapshot. */
        byte[] part(Offer offer, int number);

        /** Number of the first epoch of the members there are now; 0 if nobody says. */
        int membersSince();
    }

    /**
     * A snapshot that somebody has.
     *
     * @param epoch  that begins above it
     * @param height of its state
     * @param parts  of its file, the head included
     */
    public record Offer(int epoch, long height, int parts) {}

    /** Told of the way. */
    public interface Progress {

        /** Nobody asks. */
        Progress SILENT = new Progress() {

            @Override
            public void height(long height) {}

            @Override
            public void part(int parts, int of) {}
        };

        /** The chain is followed up to here. */
        void height(long height);

        /** So many parts of a snapshot are here. */
        void part(int parts, int of);
    }

    /** How far it came: to a seat, or to where only a snapshot leads on. */
    private record Leg(Optional<Seat> seat, Optional<Offer> snapshot) {}

    /**
     * Follows the chain until one of the keys has a seat and may vote, and says which.
     *
     * @param whole whether to take all blocks from the first on, and not a snapshot where there is one
     * @param stop  asked now and then whether to give up
     * @return empty if it was told to stop
     * @throws org.credence.node.storage.BadBlock        if a member handed out a block that is not one of the chain
     * @throws org.credence.node.storage.SnapshotInvalid if it handed out a snapshot that the members do not vouch for
     * @throws ConfigInvalid                             if the whole chain is asked for and nobody keeps it
     */
    public static Optional<Seat> follow(DataDirectory home, Genesis genesis, List<PublicKey> keys, Source source,
            boolean whole, Progress progress, BooleanSupplier stop) {
        Applications applications = ChainApplications.of(genesis, CreditModels.of(home), Ed25519.chosen());
        while (true) {
            Leg leg = leg(home, genesis, applications, keys, source, whole, progress, stop);
            if (leg.snapshot.isEmpty()) {
                return leg.seat;
            }
            if (whole) {
                throw new ConfigInvalid("whole-chain", "is asked for",
                        "left out: nobody who answers keeps the blocks below height " + leg.snapshot.get().height);
            }
            new SnapshotImport(home, genesis, applications, source).run(leg.snapshot.get(), progress);
        }
    }

    /**
     * Takes the newest snapshot in and follows no further, for a member that is to start later.
     *
     * @return what was taken in; empty if nobody has one that is above the chain in the directory
     * @throws org.credence.node.storage.SnapshotInvalid if the members do not vouch for it
     * @throws org.credence.node.storage.DirectoryInUse  if the member is running
     */
    public static Optional<Offer> fetch(DataDirectory home, Genesis genesis, Source source, Progress progress) {
        Optional<Offer> offer = insteadOf(ChainAudit.apparentHeight(home.chain()) + 1, source);
        offer.ifPresent(present -> new SnapshotImport(home, genesis,
                ChainApplications.of(genesis, CreditModels.of(home), Ed25519.chosen()), source).run(present, progress));
        return offer;
    }

    private static Leg leg(DataDirectory home, Genesis genesis, Applications applications, List<PublicKey> keys,
            Source source, boolean whole, Progress progress, BooleanSupplier stop) {
        Resources resources = new Resources();
        try {
            NodeLog log = resources.add(NodeLog.open(keys.getFirst().bytes().brief(), home.logs()));
            Recovery recovered = Recovery.open(home, genesis, applications, resources, log.logger());
            return new Newcomer(genesis, keys, recovered).follow(source, whole, progress, stop);
        } finally {
            resources.close();
        }
    }

    private Leg follow(Source source, boolean whole, Progress progress, BooleanSupplier stop) {
        if (recovered.chain().height() == 0 && !whole) {
            Optional<Offer> offer = source.snapshot();
            if (offer.isPresent()) {
                return new Leg(Optional.empty(), offer);
            }
        }
        BlockAudit audit = audit();
        int since = source.membersSince();
        // Others are about to drop what lies below it: who began there as a member might find nobody who has the rest.
        long kept = source.snapshot().map(Offer::height).orElse(0L);
        while (!stop.getAsBoolean()) {
            long next = recovered.chain().height() + 1;
            Optional<byte[]> block = source.stored(next);
            Optional<Offer> offer = block.isPresent() ? Optional.empty() : insteadOf(next, source);
            Optional<Seat> seat = seat();
            // Whoever says that the members are others must hand out the blocks that made them so.
            boolean amongThem = block.isEmpty() || epoch() >= since && next > kept;
            if (offer.isPresent() || seat.isPresent() && mayVote() && amongThem) {
                recovered.chain().sync();
                return new Leg(seat, offer);
            }
            if (block.isPresent()) {
                take(decoded(block.get()), audit);
                progress.height(next);
            } else {
                pause();
            }
        }
        return new Leg(Optional.empty(), Optional.empty());
    }

    /** What there is in place of a block that nobody hands out: it was dropped if somebody has the state after it. */
    private static Optional<Offer> insteadOf(long height, Source source) {
        return source.snapshot().filter(offer -> offer.height >= height);
    }

    /**
     * Whether a member must follow the chain before it can start. Others may not keep the block that comes next; or
     * they have changed, and with them perhaps keys, since the epoch it is in: then nobody might know it, or it nobody.
     *
     * @param height that its chain reaches
     */
    public static boolean isLeftBehind(long height, EpochLength length, Source source) {
        return source.membersSince() > length.epochAfter(height)
                || insteadOf(height + 1, source).isPresent() && source.stored(height + 1).isEmpty();
    }

    /** Who lost its chain and not its journal has forgotten nothing from this epoch on. */
    private boolean mayVote() {
        return epoch() >= recovered.promises().epoch();
    }

    private int epoch() {
        return genesis.epochLength().epochAfter(recovered.ledger().height());
    }

    private BlockAudit audit() {
        Epoch epoch = recovered.epoch();
        BlockAudit audit = new BlockAudit(epoch.committee(), genesis.epochLength(), Ed25519.chosen(),
                genesis.clientSignatures());
        long height = recovered.chain().height();
        if (height > 0) {
            audit.resume(recovered.chain().header(height),
                    recovered.ledger().nextSequences(epoch.committee().size()));
        }
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
