package org.credence.bench;

/** An option has a value that cannot be. The message names the option and its limits. */
public final class BenchInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BenchInvalid(String option, Object value, String limits) {
        super(option + ": is " + value + ", must be " + limits);
    }
}
