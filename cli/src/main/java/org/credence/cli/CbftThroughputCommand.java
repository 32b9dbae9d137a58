package org.credence.cli;

import org.credence.lab.figure.Figure;
import picocli.CommandLine.Command;

/** Figure 1 of the CBFT paper. */
@Command(name = "cbft-throughput", mixinStandardHelpOptions = true,
        description = {
                "Repeats figure 1 of the CBFT paper in simulated time: transactions per second of PBFT, CBFT and "
                        + "CBFT as "
                        + "published with 4, 5 and 6 members, all of them well or one of them silent.",
                "With --real also on four real members of this machine: their sockets, journals and the clock.",
                "If CBFT commits less than PBFT anywhere, or loses more of it when members are added, and not by "
                        + "chance, the exit code is 1."},
        footer = {FigureCommand.FOOTER, "%nExamples:", "  credence lab cbft-throughput",
                "  credence lab cbft-throughput --real 10",
                "  credence lab cbft-throughput --seeds 5 --transactions 20 --out results"})
final class CbftThroughputCommand extends FigureCommand {

    @Override
    Figure figure() {
        return Figure.THROUGHPUT;
    }
}
