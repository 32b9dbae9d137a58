package org.credence.consensus.message;

import org.credence.base.codec.WireType;

/** A message with a signature that does not verify, or of somebody who is no member. */
public final class Forged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Forged(WireType type, int member) {
        super(type + ": no valid signature of member " + member);
    }
}
