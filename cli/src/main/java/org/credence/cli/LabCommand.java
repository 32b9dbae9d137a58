package org.credence.cli;

import picocli.CommandLine.Command;

/** The laboratory: the one place where protocols run as published. No member can be started with one. */
@Command(name = "lab",
        description = "Shows what the protocols lose and gain as published, beside the form that members run.",
        subcommands = {CbftAttacksCommand.class, CbftThroughputCommand.class, CbftDelayCommand.class,
                CbftCreditCommand.class})
final class LabCommand extends Group {}
