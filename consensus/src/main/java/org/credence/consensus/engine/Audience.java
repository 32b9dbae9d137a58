package org.credence.consensus.engine;

/** Who gets a message. */
public sealed interface Audience {

    /** Every other member of the committee. */
    record Others() implements Audience {}

    /** One other member. */
    record One(int member) implements Audience {}
}
