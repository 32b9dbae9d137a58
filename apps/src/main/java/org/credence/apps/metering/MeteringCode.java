package org.credence.apps.metering;

import org.credence.ledger.Code;

/** Why a metering transaction failed. Numbers and names never change. */
public enum MeteringCode implements Code {
    /** The id is registered already. */
    METER_EXISTS(100),
    /** No meter has this id. */
    UNKNOWN_METER(101),
    /** The signature, or the key that made it, is not the meter's. */
    WRONG_SIGNATURE(102),
    /** The meter has a reading for this interval already. */
    DUPLICATE_INTERVAL(103),
    /** Less than nothing. */
    NEGATIVE_READING(104),
    /** More than {@link Metering#WATT_HOURS}. */
    ABSURD_READING(105),
    /** Too far behind the meter's newest reading; see {@link MeteringRules#staleAfterIntervals}. */
    STALE_READING(106),
    /** Too far ahead of the block's time; see {@link MeteringRules#aheadIntervals}. */
    FUTURE_READING(107),
    /** More than {@link Metering#READINGS} in one transaction. */
    TOO_MANY_READINGS(108);

    private final int number;

    MeteringCode(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
