package org.credence.client.verify;

import org.credence.base.Digest;
import org.credence.base.block.Header;

/** A header that a quorum of the committee decided: it can never be undone. */
public final class VerifiedHeader {

    private final Header header;
    private final Digest id;

    VerifiedHeader(Header header) {
        this.header = header;
        this.id = header.id();
    }

    public Header header() {
        return header;
    }

    /** Id of the block. */
    public Digest id() {
        return id;
    }

    public long height() {
        return header.height();
    }

    @Override
    public String toString() {
        return "verified header " + height() + " " + id.brief();
    }
}
