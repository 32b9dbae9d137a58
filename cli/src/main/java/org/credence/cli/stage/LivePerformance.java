package org.credence.cli.stage;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.scenario.Scenario;

/**
 * How a scenario went with members in processes of their own.
 *
 * @param transcript one line per event that was seen
 * @param unmet      the first thing that was not as it should be, with the line of the script; empty if all was
 */
public record LivePerformance(List<String> transcript, Optional<String> unmet) {

    public LivePerformance {
        transcript = List.copyOf(transcript);
    }

    /**
     * Performs a script. No process and no directory is left of it, however it ends.
     *
     * @param patienceMillis how long what the script expects may take
     * @param keep           whether the members' directories stay, to look into
     * @param pace           real time; what its rest throws ends the performance
     * @param reader         gets each line of the transcript as it is written
     * @throws StepRefused if the script has a step that cannot be done to processes
     */
    public static LivePerformance of(Scenario scenario, Protocol protocol, long patienceMillis, boolean keep,
            Pace pace, Consumer<String> reader) {
        StepRefused.check(scenario);
        Chronicle chronicle = new Chronicle(reader);
        try (LiveStage stage = LiveStage.open(protocol, scenario.members(), keep, chronicle)) {
            Optional<String> unmet = new Director(scenario, stage, pace, patienceMillis, chronicle).perform();
            return new LivePerformance(chronicle.lines(), unmet);
        }
    }
}
