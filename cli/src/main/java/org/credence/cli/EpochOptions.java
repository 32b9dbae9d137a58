package org.credence.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.credence.consensus.protocol.Protocol;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long epochs are, and by which model credit is earned, in a chain that is being founded. */
final class EpochOptions {

    @Option(names = "--epoch-blocks", paramLabel = "N",
            description = "Blocks of an epoch, after which leaders are ranked anew by credit; 0 for none "
                    + "(" + Genesis.Epochs.USUAL_BLOCKS + " with cbft, which alone has epochs).")
    private @Nullable Integer blocks;

    @Option(names = "--credit-model", paramLabel = "FILE",
            description = "The model that credit is earned by (the one that comes with the program).")
    private @Nullable Path model;

    /** @throws Failure if the protocol has no epochs and some are asked for */
    Optional<Genesis.Epochs> chosen(Protocol protocol) {
        if (!protocol.hasEpochs()) {
            if (blocks != null && blocks != 0) {
                throw new Failure(ExitCode.USAGE, "--epoch-blocks: is " + blocks + ", must be 0 with " + protocol.id());
            }
            return Optional.empty();
        }
        int length = blocks == null ? Genesis.Epochs.USUAL_BLOCKS : blocks;
        return length == 0 ? Optional.empty()
                : Optional.of(new Genesis.Epochs(length,
                        (model == null ? CreditModels.shipped() : CreditModels.read(model)).digest()));
    }
}
