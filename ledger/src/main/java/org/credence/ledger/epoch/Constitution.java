package org.credence.ledger.epoch;

import java.util.Optional;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Roster;

/**
 * What a genesis lays down about epochs.
 *
 * @param founders the first members
 * @param length   of every epoch
 * @param model    digest of the credit model that all compute with at first
 */
public record Constitution(Digest chainId, Roster founders, EpochLength length, Digest model) {

    /** The epoch that this record describes, with these members, on its base block. */
    public Epoch epoch(EpochRecord record, Roster roster, Base base) {
        return new Epoch(roster.committee(chainId, record.number()), base, length.last(record.number()),
                record.rank());
    }

    /**
     * Who the members of an epoch up to the present one were.
     *
     * @param state what is under a key
     */
    public Roster rosterOf(int epoch, Function<StateKey, Optional<byte[]>> state) {
        Roster roster = roster(state.apply(StateKey.roster()));
        while (roster.since() > epoch) {
            int before = roster.before();
            roster = state.apply(StateKey.pastRoster(before)).map(Roster::decode)
                    .orElseThrow(() -> new AssertionError("no roster of epoch " + before + ", though it was replaced"));
        }
        return roster;
    }

    /**
     * Who the members are.
     *
     * @param value the value under {@link org.credence.base.proof.StateKey#roster}
     */
    public Roster roster(Optional<byte[]> value) {
        return value.map(Roster::decode).orElse(founders);
    }
}
