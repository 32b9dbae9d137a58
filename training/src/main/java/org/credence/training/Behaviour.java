package org.credence.training;

import java.util.Arrays;
import java.util.List;

/** How a member behaves while a history lasts. */
public enum Behaviour {
    /** Rarely down, quick. */
    HEALTHY(Use.LEARNED),
    /** Often down, each time for as long as machines are. */
    CRASHING(Use.LEARNED),
    /** Up, but late with its votes. */
    SLOW(Use.LEARNED),
    /** Contradicts itself now and then, and is proven to; otherwise like a healthy one. */
    EQUIVOCATING(Use.LEARNED),
    /** Silent for a good part of an epoch, for some epochs, then well again for some. */
    INTERMITTENT(Use.TUNED),
    /** Healthy until it turns into one that crashes or is slow. */
    SLEEPER(Use.TUNED),
    /** Slower from epoch to epoch until somebody repairs it, then again. */
    FADING(Use.UNSEEN),
    /** Down for a part of every second to sixth epoch. */
    RECURRING(Use.UNSEEN),
    /** Now and then, for an epoch, too busy to vote in time. */
    BUSY(Use.UNSEEN);

    /** Who has seen a behaviour: what was decided with it in view can no longer show how well it was decided. */
    public enum Use {
        /** The model learns from it. */
        LEARNED,
        /** The model does not, but how it learns was changed after a look at what it made of this. */
        TUNED,
        /** Written down when the model was finished; nothing was changed after. */
        UNSEEN
    }

    private final Use use;

    Behaviour(Use use) {
        this.use = use;
    }

    /** Those of one use, and the healthy, which are in all. */
    public static List<Behaviour> of(Use use) {
        return Arrays.stream(values()).filter(b -> b == HEALTHY || b.use == use).toList();
    }
}
