package org.credence.ledger;

import java.util.Optional;
import org.credence.base.proof.StateKey;

/** The state as an executing transaction sees it: after all transactions before it. */
public interface State {

    /** The value under the key; callers do not write to the array. */
    Optional<byte[]> value(StateKey key);

    /**
     * Sets the value under the key. The array is kept and never written to again.
     *
     * @throws IllegalArgumentException if it is longer than {@link org.credence.base.proof.StateProof#VALUE_BYTES}
     */
    void put(StateKey key, byte[] value);
}
