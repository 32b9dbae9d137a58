package org.credence.cli.feeder;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;

/** The consortium as the feeder sees it. Safe from any thread. */
public interface Backend {

    /** The chain that transactions are made for. */
    Digest chainId();

    /**
     * What the ledger has of a meter; empty if it is not registered, or if nothing is decided yet.
     *
     * @throws Unavailable if no member can tell
     */
    Optional<Progress> progress(Digest meter) throws InterruptedException;

    /**
     * A meter's readings on the ledger.
     *
     * @param next    the interval after the newest; 0 if there is none
     * @param missing those of the last {@link Feeder#SPREAD} intervals before {@code next} that have no reading
     */
    record Progress(int next, Set<Integer> missing) {

        public Progress {
            missing = Set.copyOf(missing);
        }

        /** Whether the ledger has a reading of this interval, one of the last or not decided yet. */
        boolean has(int interval) {
            return interval < next && !missing.contains(interval);
        }
    }

    /**
     * Submits transactions and waits for their decision, not for ever.
     *
     * @return one answer each, in order
     * @throws Unavailable if no member took them, or the one that did went away; they may be decided all the same
     */
    List<Answer> submit(List<Transaction> transactions) throws InterruptedException;

    /** What became of a transaction. */
    sealed interface Answer {

        /** Decided, and it took effect. */
        record Accepted() implements Answer {}

        /** Decided, and it had been decided before: an earlier answer got lost. */
        record Known() implements Answer {}

        /** Decided without effect. */
        record Failed(String outcome) implements Answer {}

        /** Not decided in time, or not taken in for now: to be sent again. */
        record Open() implements Answer {}

        /** Refused whatever happens. */
        record Refused(String reason) implements Answer {}
    }

    /** Nobody answers. */
    final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
