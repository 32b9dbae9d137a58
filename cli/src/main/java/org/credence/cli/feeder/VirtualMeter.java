package org.credence.cli.feeder;

import java.util.List;
import java.util.Optional;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.Reading;
import org.credence.apps.metering.feed.Series;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.crypto.Signer;

/**
 * A meter of the replay: the values of a real one, begun on another day of its recording and repeated when it ends. The
 * first meter of a
 * recording has offset 0, so its first pass is the recording as it was.
 *
 * @param name       for people
 * @param id         pseudonymous id on the ledger
 * @param key        signs its readings
 * @param region     what it counts for
 * @param series     where its values come from
 * @param offsetDays how many days later in the recording it begins
 */
public record VirtualMeter(String name, Digest id, Signer key, String region, Series series, int offsetDays) {

    /** The reading of a half hour, counted from the start of the replay; empty where the recording has a gap. */
    Optional<Reading> reading(int firstInterval, int tick) {
        int wattHours = series.wattHours((long) offsetDays * Metering.INTERVALS_PER_DAY + tick);
        return wattHours == Series.NONE ? Optional.empty() : Optional.of(new Reading(firstInterval + tick, wattHours));
    }

    /**
     * The transaction that submits a reading: the interval is the nonce, so the same reading is always the same
     * transaction.
     */
    Transaction submission(Digest chainId, Reading reading) {
        return Metering.submit(chainId, key, reading.interval(), id, List.of(reading));
    }
}
