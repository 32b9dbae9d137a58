package org.credence.consensus.kernel.raft;

/**
 * One place of the log and what it holds. Equal places hold equal contents in all logs, and so do all places below them
 * (log matching, Raft §5.3).
 */
record Entry<P>(Position at, Content<P> content) {

    /** What a log can hold. */
    sealed interface Content<P> {}

    /** What the log is kept for. */
    record Payload<P>(P value) implements Content<P> {}

    /** Other members vote from here on. */
    record Change<P>(Voters voters) implements Content<P> {}

    long height() {
        return at.height();
    }

    long view() {
        return at.view();
    }
}
