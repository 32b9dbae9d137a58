package org.credence.node.transport;

import java.io.IOException;

/** The network cannot be used, such as a port that is taken. */
public final class TransportFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TransportFailed(String what, IOException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
