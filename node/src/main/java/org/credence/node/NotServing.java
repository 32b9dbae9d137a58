package org.credence.node;

/** Nothing can be read here: the node is between two sets of members, or is no member any more. */
public final class NotServing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotServing(String why) {
        super(why);
    }
}
