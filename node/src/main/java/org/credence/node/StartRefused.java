package org.credence.node;

/** What is on disk must not be started from. Names what is wrong and what an operator can do. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }
}
