package org.credence.checks;

/** Why something has no place in code whose results all members must agree on bit for bit. */
public enum Ban {
    CLOCK("time comes in as an input, never from a clock"),
    THREADS("agreed code is single-threaded and holds no lock"),
    INPUT_OUTPUT("files, sockets and streams belong to the driver"),
    LOGGING("logs are derived from effects and status outside"),
    RANDOMNESS("randomness must be agreed, never drawn"),
    HASH_ORDER("iteration order would differ between machines"),
    FLOATING_POINT("agreed numbers are integers"),
    IDENTITY("identity hashes differ between runs"),
    ENVIRONMENT("the machine, its settings and its garbage collector must not show");

    private final String why;

    Ban(String why) {
        this.why = why;
    }

    /** The reason in words. */
    public String why() {
        return why;
    }
}
