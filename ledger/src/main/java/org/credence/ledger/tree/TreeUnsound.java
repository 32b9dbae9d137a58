package org.credence.ledger.tree;

/** What somebody handed out as a tree is none, or not the one that its root names. */
public final class TreeUnsound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong with which node. */
    public TreeUnsound(String what) {
        super(what);
    }
}
