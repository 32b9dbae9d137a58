package org.credence.lab.credit;

import java.util.List;
import org.credence.lab.figure.Delays;
import org.credence.ledger.epoch.EpochRecord;

/**
 * What one run measured, in virtual time.
 *
 * @param patient the bad member
 * @param seconds until the last height was decided
 * @param failed  views left because something was wrong, by epoch
 * @param planned views left because the leader's tenure was over
 * @param delay   from when customers handed a batch in to the decision at the well member that took it in
 * @param career  of the bad member
 * @param lies    of an equivocator
 * @param tables  credit tables from the second epoch on; none under a policy without credit
 */
public record Sample(Setting setting, long seed, int patient, long blocks, double seconds, List<Integer> failed,
        int planned, Delays delay, Career career, Lies lies, List<EpochRecord> tables) {

    /**
     * Second blocks that a leader showed, and how often that was proven. Where few are shown the second block and the
     * first is decided, nobody has both.
     */
    public record Lies(int told, int proven) {}

    private static final double THOUSAND = 1_000;

    public Sample {
        failed = List.copyOf(failed);
        tables = List.copyOf(tables);
    }

    /** Views left because something was wrong. */
    public int failures() {
        return failed.stream().mapToInt(Integer::intValue).sum();
    }

    /** Views left for failure, per thousand blocks. */
    public double failuresPer1000() {
        return failures() * THOUSAND / blocks;
    }

    /** Views left, per thousand blocks. */
    public double changesPer1000() {
        return (failures() + planned) * THOUSAND / blocks;
    }

    /** Decided blocks per second. */
    public double blocksPerSecond() {
        return blocks / seconds;
    }
}
