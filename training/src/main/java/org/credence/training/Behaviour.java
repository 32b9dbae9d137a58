package org.credence.training;

import java.util.Arrays;
import java.util.List;

/** How a member behaves while a history lasts. */
public enum Behaviour {
    /** Rarely down, quick. */
    HEALTHY(false),
    /** Often down, each time for as long as machines are. */
    CRASHING(false),
    /** Up, but late with its votes. */
    SLOW(false),
    /** Contradicts itself now and then, and is proven to; otherwise like a healthy one. */
    EQUIVOCATING(false),
    /** Silent for a good part of an epoch, for some epochs, then well again for some; not learned from. */
    INTERMITTENT(true),
    /** Healthy until it turns into one of the others; not learned from. */
    SLEEPER(true);

    private final boolean heldOut;

    Behaviour(boolean heldOut) {
        this.heldOut = heldOut;
    }

    /** Those that a model learns from, or those that it is tested with, and the healthy in both. */
    public static List<Behaviour> of(boolean heldOut) {
        return Arrays.stream(values()).filter(b -> b == HEALTHY || b.heldOut == heldOut).toList();
    }
}
