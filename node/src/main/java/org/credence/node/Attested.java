package org.credence.node;

import org.credence.consensus.part.DecidedHeader;

/**
 * A proof and what it leads to: together they convince whoever knows the members' keys.
 *
 * @param proof   against the state root that {@code decided}'s header carries
 * @param decided a decided header with its certificate
 */
public record Attested<T>(T proof, DecidedHeader decided) {

    /** The height whose state the proof is about. */
    public long stateHeight() {
        return decided.header().stateHeight();
    }
}
