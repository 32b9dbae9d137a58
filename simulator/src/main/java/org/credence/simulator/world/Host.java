package org.credence.simulator.world;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.part.Epoch;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Fault;

/** A member's machine: what outlives a crash, and the process while there is one. */
final class Host {

    /** 21 November 2026, so that times look like times. */
    private static final long EPOCH_MILLIS = 1_795_219_200_000L;
    /** What consensus tolerates, and what it does not. */
    private static final long SKEW_MICROS = 2_000_000;
    private static final long WRONG_MICROS = 10_000_000;

    private final World world;
    private final int self;
    private final Function<Epoch, Engine> engines;
    private final Disk disk;
    private final Chance chance;
    /** How fast its clock runs, and with it its timers. */
    private final double rate;
    /** Mean time of a sync. */
    private final long syncMicros;
    private long skewMicros;
    private long pausedUntil;
    private long stalledUntil;
    private long stallMicros;
    /** With whom it is connected; a twin not with everybody. */
    private Optional<Set<Integer>> circle = Optional.empty();
    private Optional<Incarnation> process = Optional.empty();
    /** What it is while it has no seat. */
    private Optional<Follower> follower = Optional.empty();
    private Optional<CrashPoint> doom = Optional.empty();

    Host(World world, int self, Function<Epoch, Engine> engines, Disk disk, Chance chance) {
        this.world = world;
        this.self = self;
        this.engines = engines;
        this.disk = disk;
        this.chance = chance;
        syncMicros = world.swarm().syncMicros();
        double most = world.swarm().amount(Fault.CLOCKS);
        skewMicros = chance.between(-(long) most, (long) most);
        rate = most > 0 ? 0.9 + chance.upTo(0.2) : 1;
        if (wrong()) {
            setClock(chance.split());
        }
    }

    private boolean wrong() {
        return world.swarm().lies(self, Fault.WRONG_CLOCK);
    }

    /** Somebody sets the clock: a correct member's within the tolerance, a liar's anywhere. */
    void setClock(Chance own) {
        long most = wrong() ? WRONG_MICROS : SKEW_MICROS;
        skewMicros = own.between(-most, most);
        world.happened(self, "clock is off by " + skewMicros);
    }

    /** The process stands still, and with it all that it is about to do. */
    void pause(long micros) {
        world.happened(self, "stands still for " + micros);
        pausedUntil = world.now() + micros;
    }

    /** How long it still stands still, microseconds. */
    long pauseLeft() {
        return Math.max(0, pausedUntil - world.now());
    }

    /** For so long its syncs take up to {@code most} longer. */
    void stall(long micros, long most) {
        world.happened(self, "disk stalls for " + micros);
        stalledUntil = world.now() + micros;
        stallMicros = most;
    }

    long syncMicros() {
        long usual = chance.exponential(syncMicros);
        return world.now() < stalledUntil ? usual + chance.between(0, stallMicros) : usual;
    }

    /** The machine is well again, and no crash awaits it; a liar's clock stays wrong. */
    void heal() {
        doom = Optional.empty();
        pausedUntil = 0;
        stalledUntil = 0;
        disk.fill(false);
    }

    /** From now on it is connected with these members only. */
    void connect(List<Integer> members) {
        circle = Optional.of(new TreeSet<>(members));
    }

    /** Whether packets travel between it and that member. */
    boolean reaches(int member) {
        return circle.isEmpty() || circle.get().contains(member);
    }

    /** A time span of the world on this machine's clock. */
    long own(long micros) {
        return (long) (micros * rate);
    }

    /** A time span on this machine's clock in the world. */
    long real(long micros) {
        return (long) (micros / rate);
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

    Optional<Follower> follower() {
        return follower;
    }

    /** Starts, unless it runs. */
    void start() {
        if (process.isPresent() || follower.isPresent()) {
            return;
        }
        doom = Optional.empty();
        if (world.calendar().rosters().at(disk.epoch().number()).seat(self).isPresent()) {
            world.happened(self, "starts");
            world.sessions().began();
            process = Optional.of(new Incarnation(world, this, engines, chance.split()));
        } else {
            follow();
        }
    }

    private void follow() {
        world.happened(self, "follows");
        follower = Optional.of(new Follower(world, this, chance.split()));
    }

    /** The members change: it ends, and begins anew with those of the next epoch, from what it has on disk. */
    void renew() {
        world.happened(self, "begins anew");
        stop();
        world.later(chance.exponential(world.sessions().restMicros()), this::start);
    }

    /** Somebody has it take the chain from others, since no member knows it any more. */
    void leaveBehind() {
        stop();
        follow();
    }

    /** What it was promising reaches the disk, or not. */
    private void stop() {
        process.ifPresent(running -> persistSome(running.unsynced()));
        process.ifPresent(Incarnation::kill);
        follower.ifPresent(Follower::kill);
        process = Optional.empty();
        follower = Optional.empty();
    }

    private void persistSome(List<Promise> unsynced) {
        unsynced.subList(0, chance.below(unsynced.size() + 1)).forEach(this::persist);
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
            persistSome(running.unsynced());
            crash("PULLED");
        });
        follower.ifPresent(_ -> crash("PULLED"));
    }

    void crash(String how) {
        world.happened(self, "crashes " + how);
        process.ifPresent(Incarnation::kill);
        follower.ifPresent(Follower::kill);
        process = Optional.empty();
        follower = Optional.empty();
        doom = Optional.empty();
        disk.crash();
        world.crashed(this);
    }

    void persist(Promise promise) {
        world.promised(self, disk.persist(promise));
    }

    long clockMillis(long nowMicros) {
        return EPOCH_MILLIS + (nowMicros + skewMicros) / 1000;
    }
}
