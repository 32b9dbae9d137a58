package org.credence.apps.metering.contract;

import java.util.Optional;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.MonthRecord;
import org.credence.apps.metering.RegionTotal;
import org.credence.base.Digest;
import org.credence.ledger.StateView;

/**
 * What the state of one height says about metering. For a proof of any answer, ask the {@link StateView} to prove the
 * key that {@link Metering} gives for it.
 */
public final class MeteringView {

    private final StateView state;

    public MeteringView(StateView state) {
        this.state = state;
    }

    /** The meter; empty if it is not registered. */
    public Optional<MeterRecord> meter(Digest meterId) {
        return state.value(Metering.meterKey(meterId)).map(MeterRecord::decode);
    }

    /**
     * The meter's month, as {@link org.credence.apps.metering.Calendar} counts them; empty if it has no reading in it.
     */
    public Optional<MonthRecord> month(Digest meterId, int month) {
        return state.value(Metering.monthKey(meterId, month)).map(MonthRecord::decode);
    }

    /** What a region has in an epoch; nothing if it has no reading in it. */
    public RegionTotal region(String region, long epoch) {
        return state.value(Metering.regionKey(region, epoch)).map(RegionTotal::decode).orElse(RegionTotal.NONE);
    }
}
