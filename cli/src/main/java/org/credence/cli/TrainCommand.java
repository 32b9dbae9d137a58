package org.credence.cli;

import picocli.CommandLine.Command;

/** Off-line training of the models that members compute with. */
@Command(name = "train", description = "Trains the models that members compute with, off-line, and writes their files.",
        subcommands = TrainCreditCommand.class)
final class TrainCommand extends Group {}
