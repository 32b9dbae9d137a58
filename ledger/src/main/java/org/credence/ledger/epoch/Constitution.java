package org.credence.ledger.epoch;

import java.util.List;
import java.util.OptionalInt;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;

/**
 * What a genesis lays down about epochs.
 *
 * @param founders the members, with the first epoch's number
 * @param length   of every epoch
 * @param model    digest of the credit model that all compute with
 */
public record Constitution(Committee founders, EpochLength length, Digest model) {

    /** The epoch that this record describes, on its base block. */
    public Epoch epoch(EpochRecord record, Base base) {
        Committee committee =
                new Committee(founders.chainId(), record.number(), founders.members(), founders.quorum());
        return new Epoch(committee, base, length.last(record.number()), record.rank());
    }

    /** Index of the member with this key. */
    OptionalInt member(PublicKey key) {
        List<PublicKey> members = founders.members();
        int index = members.indexOf(key);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
