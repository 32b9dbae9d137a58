package org.credence.consensus.engine;

/** Why a member left its view. */
public enum Cause {
    /** No decision in time although there was something to decide. */
    NO_PROGRESS,
    /** A certified batch waited too long while others were ordered. */
    CENSORSHIP,
    /** The leader signed two blocks for one place. */
    EQUIVOCATION,
    /** The leader signed an invalid block or NEW_VIEW. */
    INVALID_PROPOSAL,
    /** f+1 members already left. */
    JOINED,
    /** The leader has led for as long as one may in an epoch (P§2.3, tenure cap). */
    TENURE,
    /** A progress certificate of a later view arrived. */
    OPENED,
    /** Somebody stands for election, or has been elected (Raft). */
    ELECTION
}
