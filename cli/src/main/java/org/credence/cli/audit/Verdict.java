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
 * @param base         where the blocks that are kept begin; empty if they are all
 * @param bad          the first bad block; empty if all is sound
 */
public record Verdict(long height, long transactions, long signatures, long stateHeight, long records,
        Optional<Base> base, Optional<Bad> bad) {

    /**
     * A state that the audit begins with, because the blocks below are not kept.
     *
     * @param height   of the snapshot
     * @param founders that vouch for it
     * @param needed   of them, so that one is correct
     */
    public record Base(long height, int founders, int needed) {}

    /** Nothing holds, from a height on. */
    static Verdict bad(Bad bad) {
        return new Verdict(0, 0, 0, 0, 0, Optional.empty(), Optional.of(bad));
    }

    /**
     * A block that does not hold, while all below do.
     *
     * @param part    where it shows: chain, execution, state or snapshot
     * @param problem what is wrong, with the file if it is one
     */
    public record Bad(long height, String part, String problem) {}
}
