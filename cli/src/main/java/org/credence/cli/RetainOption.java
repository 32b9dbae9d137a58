package org.credence.cli;

import org.credence.node.Retention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of the chain a member keeps. */
final class RetainOption {

    @Option(names = "--retain", paramLabel = "BLOCKS",
            description = "Keep at least so many blocks and drop older ones, with what became of their transactions; "
                    + "at most about twice as many stay, in whole epochs (all).")
    private @Nullable Long blocks;

    /** @throws Failure if it is less than one block */
    Retention chosen() {
        if (blocks == null) {
            return Retention.all();
        }
        if (blocks < 1) {
            throw new Failure(ExitCode.USAGE, "--retain: is " + blocks + ", must be at least 1");
        }
        return Retention.last(blocks);
    }
}
