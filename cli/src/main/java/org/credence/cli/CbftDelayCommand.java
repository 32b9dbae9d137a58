package org.credence.cli;

import org.credence.lab.figure.Figure;
import picocli.CommandLine.Command;

/** Figure 2 of the CBFT paper. */
@Command(name = "cbft-delay", mixinStandardHelpOptions = true,
        description = {
                "Repeats figure 2 of the CBFT paper in simulated time: how long PBFT, CBFT and CBFT as published "
                        + "take from "
                        + "proposal to decision, and from submission, with 4, 5 and 6 members, all of them well or "
                        + "one of "
                        + "them silent.",
                "With --real also on four real members of this machine: their sockets, journals and the clock.",
                "If CBFT takes longer than PBFT anywhere, and not by chance, the exit code is 1."},
        footer = {FigureCommand.FOOTER, "%nExamples:", "  credence lab cbft-delay",
                "  credence lab cbft-delay --real 10",
                "  credence lab cbft-delay --seeds 5 --transactions 20 --json delay.json"})
final class CbftDelayCommand extends FigureCommand {

    @Override
    Figure figure() {
        return Figure.DELAY;
    }
}
