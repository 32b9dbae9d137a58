package org.credence.cli.stage;

/** How time passes for a {@link Director}. */
public interface Pace {

    /** Milliseconds since whenever. */
    long millis();

    /**
     * Lets time pass.
     *
     * @throws RuntimeException if the performance is to stop
     */
    void rest(long millis);
}
