package org.credence.simulator.world;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Promise;
import org.credence.crypto.Signer;
import org.credence.simulator.random.Chance;

/** A member's machine: what outlives a crash, and the process while there is one. */
final class Host {

    /** 21 November 2026, so that times look like times. */
    private static final long EPOCH_MILLIS = 1_795_219_200_000L;

    private final World world;
    private final int self;
    private final Signer signer;
    private final Supplier<Engine> engines;
    private final Disk disk;
    private final Chance chance;
    private final long skewMicros;
    private Optional<Incarnation> process = Optional.empty();
    private Optional<CrashPoint> doom = Optional.empty();

    Host(World world, int self, Signer signer, Supplier<Engine> engines, Disk disk, Chance chance) {
        this.world = world;
        this.self = self;
        this.signer = signer;
        this.engines = engines;
        this.disk = disk;
        this.chance = chance;
        skewMicros = chance.between(-world.swarm().skewMicros(), world.swarm().skewMicros());
    }

    int self() {
        return self;
    }

    Disk disk() {
        return disk;
    }

    Optional<Incarnation> process() {
        return process;
    }

    /** Starts, unless it runs. */
    void start() {
        if (process.isEmpty()) {
            doom = Optional.empty();
            world.happened(self, "starts");
            process = Optional.of(new Incarnation(world, this, engines.get(), chance.split()));
        }
    }

    /** Will crash at this point of the next run that promises something. */
    void doom(CrashPoint point) {
        doom = Optional.of(point);
    }

    boolean doomed() {
        return doom.isPresent();
    }

    CrashPoint doom() {
        return doom.orElseThrow();
    }

    /** Crashes at a moment of the world's choice: a sync under way may have got anywhere. */
    void pull() {
        process.ifPresent(running -> {
            List<Promise> unsynced = running.unsynced();
            unsynced.subList(0, chance.below(unsynced.size() + 1)).forEach(this::persist);
            crash("PULLED");
        });
    }

    void crash(String how) {
        world.happened(self, "crashes " + how);
        process.ifPresent(Incarnation::kill);
        process = Optional.empty();
        doom = Optional.empty();
        disk.crash();
        world.crashed(self);
    }

    void persist(Promise promise) {
        world.promised(self, disk.persist(promise));
    }

    Batch batch(long sequence, List<Transaction> transactions) {
        BatchHead head = Batch.head(self, sequence, transactions);
        return Batch.of(head, transactions, signer.sign(head.availability(world.committee().chainId())));
    }

    long clockMillis(long nowMicros) {
        return EPOCH_MILLIS + (nowMicros + skewMicros) / 1000;
    }
}
