package org.credence.consensus.engine;

/** Why an input changed nothing. */
public enum Reason {
    OTHER_EPOCH,
    STALE_VIEW,
    STALE_HEIGHT,
    BEYOND_WINDOW,
    DUPLICATE,
    NOT_THE_LEADER,
    NOT_THE_AUTHOR,
    UNKNOWN_PARENT,
    INVALID_BLOCK,
    INVALID_CHANGE,
    INVALID_NEW_VIEW,
    INVALID_CERTIFICATE,
    INVALID_EVIDENCE,
    TOO_FEW_VOTES,
    BUFFER_FULL,
    UNKNOWN_BATCH,
    OUT_OF_SEQUENCE,
    NOT_HELD,
    OUTDATED_ANSWER
}
