package org.credence.node.storage;

import java.nio.file.Path;
import org.credence.base.Digest;

/** What an audit of a chain came to. */
public sealed interface AuditReport {

    /**
     * Every block from genesis to the last holds.
     *
     * @param height       of the last block; 0 if there is none
     * @param id           of the last block; the chain id if there is none
     * @param transactions ordered by them
     * @param signatures   verified
     */
    record Sound(long height, Digest id, long transactions, long signatures) implements AuditReport {}

    /** The blocks below {@code height} hold and this one does not. */
    record Unsound(long height, Flaw flaw, Path file, String detail) implements AuditReport {}
}
