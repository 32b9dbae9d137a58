package org.credence.lab.credit;

import java.util.Locale;

/** How the one bad member of a world misbehaves. */
public enum Kind {
    /** Not at all: to compare with. */
    HEALTHY("nobody is bad"),
    /** Cut off for 20 to 70 % of an epoch, 2 to 4 epochs on, then well for 1 to 4, and so on. */
    INTERMITTENT("intermittent"),
    /** Its votes and proposals leave 0.3 to 3 s late, in spells as the intermittent one's. */
    SLOW("slow"),
    /** Well for the first third, then either of the two above, without a pause. */
    SLEEPER("sleeper"),
    /** As a leader it now and then shows some members another block than the others. */
    EQUIVOCATOR("equivocator");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** The name in figures. */
    public String title() {
        return title;
    }

    /** The name in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
