package org.credence.lab.credit;

/** What a run is measured by. */
public enum Measure {
    /** Views left because something was wrong: what is to fall. */
    FAILURES("failedViewsPer1000", "failed views per 1,000 blocks"),
    /** The same with planned hand-overs. */
    CHANGES("viewChangesPer1000", "all view changes per 1,000 blocks"),
    /** Of decided blocks, under the load of {@link Customers}. */
    SPEED("blocksPerSecond", "blocks per second"),
    /** Of batches. */
    DELAY("commitMeanMs", "commit delay, mean, ms"),
    /** Of batches. */
    DELAY_P95("commitP95Ms", "commit delay, p95, ms");

    private final String id;
    private final String title;

    Measure(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The name in files. */
    public String id() {
        return id;
    }

    /** The name in tables, with the unit. */
    public String title() {
        return title;
    }

    double of(Sample sample) {
        return switch (this) {
            case FAILURES -> sample.failuresPer1000();
            case CHANGES -> sample.changesPer1000();
            case SPEED -> sample.blocksPerSecond();
            case DELAY -> sample.delay().meanMs();
            case DELAY_P95 -> sample.delay().p95Ms();
        };
    }
}
