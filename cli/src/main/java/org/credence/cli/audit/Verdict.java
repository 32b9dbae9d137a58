package org.credence.cli.audit;

import java.util.Optional;

/**
 * What an audit of a directory came to.
 *
 * @param height       last block that was found sound
 * @param transactions executed
 * @param signatures   verified
 * @param stateHeight  height whose state the directory holds
 * @param records      records of the state compared with what execution gives
 * @param bad          the first bad block; empty if all is sound
 */
public record Verdict(long height, long transactions, long signatures, long stateHeight, long records,
        Optional<Bad> bad) {

    /**
     * A block that does not hold, while all below do.
     *
     * @param part    where it shows: chain, execution or state
     * @param problem what is wrong, with the file if it is one
     */
    public record Bad(long height, String part, String problem) {}
}
