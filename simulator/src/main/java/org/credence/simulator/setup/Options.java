package org.credence.simulator.setup;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Invariant;

/**
 * What to simulate.
 *
 * @param protocol       what the members run
 * @param seed           the first seed
 * @param seeds          how many, ascending from {@code seed}
 * @param quorum         committee size and tolerances
 * @param liars          members that lie, at the most; if these are more than are tolerated, the chain may fork, and
 *                       that f+1 of them are then convicted (A1) is all that is demanded
 * @param faults         kinds of trouble that may happen
 * @param safetyMillis   virtual milliseconds of trouble before healing; members far apart get as much longer as their
 *                       timers are
 * @param threads        seeds simulated at once; has no influence on any outcome
 * @param realSignatures Ed25519 in place of the ideal scheme: many times slower
 * @param invariants     those whose violation ends a seed; an unsound protocol may be let run on to what it leads to
 * @param schedule       what of the seed's trouble is left out
 * @param epochBlocks    heights of an epoch, up to {@value #MOST_EPOCH_BLOCKS}; 0 if the first never ends
 * @param churn          whether members join, leave and get other keys between epochs
 */
public record Options(Protocol protocol, long seed, int seeds, Quorum quorum, int liars, Set<Fault> faults,
        long safetyMillis, int threads, boolean realSignatures, Set<Invariant> invariants, Schedule schedule,
        int epochBlocks, boolean churn) {

    /** Most heights of an epoch: less than machines keep of a chain. */
    public static final int MOST_EPOCH_BLOCKS = 400;

    /** Trouble before healing, unless told otherwise. */
    public static final long SAFETY_MILLIS = 4_000;

    public Options {
        faults = Collections.unmodifiableSet(faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults));
        invariants = Set.copyOf(invariants);
        if (quorum.rule() != protocol.rule()) {
            throw new IllegalArgumentException("simulation: quorum is for " + quorum.rule() + ", must be for "
                    + protocol.rule());
        }
        if (liars < 0 || liars >= quorum.n()) {
            throw new IllegalArgumentException("simulation: liars=" + liars + ", must be 0 to " + (quorum.n() - 1));
        }
        if (seeds < 1 || threads < 1 || safetyMillis < 0) {
            throw new IllegalArgumentException("simulation: seeds=" + seeds + ", threads=" + threads + ", safetyMillis="
                    + safetyMillis + ", must be at least 1, 1, 0");
        }
        if (epochBlocks < 0 || epochBlocks > MOST_EPOCH_BLOCKS || epochBlocks > 0 && !protocol.hasEpochs()) {
            throw new IllegalArgumentException("simulation: epochBlocks=" + epochBlocks + ", must be 0 to "
                    + MOST_EPOCH_BLOCKS + ", and 0 for a protocol with one epoch only");
        }
        if (epochBlocks > 0 && liars > quorum.f()) {
            throw new IllegalArgumentException("simulation: epochBlocks=" + epochBlocks
                    + ", must be 0 if more lie than are tolerated: A1 is for one epoch");
        }
        if (churn && (epochBlocks == 0 || quorum.n() < 4)) {
            throw new IllegalArgumentException("simulation: churn=true, must be false without epochBlocks, and with"
                    + " fewer than 4 members");
        }
    }

    /** All faults that the protocol claims to tolerate, one seed, on all cores. */
    public static Options of(Protocol protocol, long seed, int members) {
        return new Options(protocol, seed, 1, protocol.quorum(members), protocol.quorum(members).f(),
                Fault.claimed(protocol), SAFETY_MILLIS, Runtime.getRuntime().availableProcessors(), false,
                EnumSet.allOf(Invariant.class), Schedule.WHOLE, 0, false);
    }

    public Options withSeeds(int count) {
        return new Options(protocol, seed, count, quorum, liars, faults, safetyMillis, threads, realSignatures,
                invariants,
                schedule, epochBlocks, churn);
    }

    public Options withQuorum(Quorum other) {
        return new Options(protocol, seed, seeds, other, other.f(), faults, safetyMillis, threads, realSignatures,
                invariants,
                schedule, epochBlocks, churn);
    }

    /** With so many liars at the most, more than are tolerated if you like. */
    public Options withLiars(int most) {
        return new Options(protocol, seed, seeds, quorum, most, faults, safetyMillis, threads, realSignatures,
                invariants, schedule, epochBlocks, churn);
    }

    public Options withFaults(Set<Fault> others) {
        return new Options(protocol, seed, seeds, quorum, liars, others, safetyMillis, threads, realSignatures,
                invariants,
                schedule, epochBlocks, churn);
    }

    public Options withSafetyMillis(long millis) {
        return new Options(protocol, seed, seeds, quorum, liars, faults, millis, threads, realSignatures, invariants,
                schedule, epochBlocks, churn);
    }

    public Options withThreads(int count) {
        return new Options(protocol, seed, seeds, quorum, liars, faults, safetyMillis, count, realSignatures,
                invariants,
                schedule, epochBlocks, churn);
    }

    public Options withRealSignatures() {
        return new Options(protocol, seed, seeds, quorum, liars, faults, safetyMillis, threads, true, invariants,
                schedule, epochBlocks, churn);
    }

    public Options withInvariants(Set<Invariant> watched) {
        return new Options(protocol, seed, seeds, quorum, liars, faults, safetyMillis, threads, realSignatures, watched,
                schedule, epochBlocks, churn);
    }

    public Options withSchedule(Schedule other) {
        return new Options(protocol, seed, seeds, quorum, liars, faults, safetyMillis, threads, realSignatures,
                invariants,
                other, epochBlocks, churn);
    }

    /** With epochs of so many heights. */
    public Options withEpochBlocks(int blocks) {
        return new Options(protocol, seed, seeds, quorum, liars, faults, safetyMillis, threads, realSignatures,
                invariants, schedule, blocks, churn);
    }

    /** With members that join, leave and get other keys between epochs. */
    public Options withChurn() {
        return new Options(protocol, seed, seeds, quorum, liars, faults, safetyMillis, threads, realSignatures,
                invariants, schedule, epochBlocks, true);
    }

    /** The same from another seed on. */
    public Options withSeed(long first) {
        return new Options(protocol, first, seeds, quorum, liars, faults, safetyMillis, threads, realSignatures,
                invariants,
                schedule, epochBlocks, churn);
    }

    /** The command that simulates exactly one seed of these. */
    public String command(long one) {
        StringBuilder command = new StringBuilder("credence simulate");
        if (protocol != Protocol.CBFT) {
            command.append(" --protocol ").append(protocol.id());
        }
        command.append(" --seed ").append(one).append(" --members ").append(quorum.n());
        if (!quorum.equals(protocol.quorum(quorum.n()))) {
            command.append(" --faulty ").append(quorum.f()).append(" --slow ").append(quorum.p());
        }
        if (liars != quorum.f()) {
            command.append(" --liars ").append(liars);
        }
        if (!faults.equals(Fault.claimed(protocol))) {
            command.append(" --faults ").append(Fault.names(faults));
        }
        if (safetyMillis != SAFETY_MILLIS) {
            command.append(" --safety-millis ").append(safetyMillis);
        }
        if (epochBlocks > 0) {
            command.append(" --epoch-blocks ").append(epochBlocks);
        }
        if (churn) {
            command.append(" --churn");
        }
        schedule.options().forEach(option -> command.append(' ').append(option));
        return command.append(realSignatures ? " --real-signatures" : "").toString();
    }
}
