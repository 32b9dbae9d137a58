package org.credence.consensus.part;

import org.credence.base.Tag;

/** The two votes. A CONFIRM quorum may decide by itself; COMMIT is sent only when it does not (P§1.3). */
public enum Phase {
    CONFIRM(Tag.CONFIRM), COMMIT(Tag.COMMIT);

    private final Tag tag;

    Phase(Tag tag) {
        this.tag = tag;
    }

    Tag tag() {
        return tag;
    }
}
