package org.credence.client.verify;

import java.util.Optional;
import org.credence.base.proof.StateKey;

/** What the state held under a key, or that it held nothing, after a certified height. */
public final class VerifiedState {

    private final StateKey key;
    private final Optional<byte[]> value;
    private final VerifiedHeader certifier;

    VerifiedState(StateKey key, Optional<byte[]> value, VerifiedHeader certifier) {
        this.key = key;
        this.value = value;
        this.certifier = certifier;
    }

    public StateKey key() {
        return key;
    }

    /** A copy of the value's bytes; empty if the state held nothing under the key. */
    public Optional<byte[]> value() {
        return value.map(byte[]::clone);
    }

    /** The height after which this held. */
    public long height() {
        return certifier.header().stateHeight();
    }

    /** The header whose state root vouches for it. */
    public VerifiedHeader certifier() {
        return certifier;
    }

    @Override
    public String toString() {
        return "verified state at " + height() + " of " + key;
    }
}
