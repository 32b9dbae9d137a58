package org.credence.cli.stage;

import java.util.Optional;
import org.credence.simulator.scenario.Action;
import org.credence.simulator.scenario.Scenario;

/** A script asks for something that cannot be done to real processes; the message names the line and says why. */
public final class StepRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String step;

    private StepRefused(Scenario scenario, int line, String step, String reason) {
        super("scenario " + scenario.name() + ", line " + line + ": '" + step + "' cannot be done with --processes: "
                + reason);
        this.line = line;
        this.step = step;
    }

    /** Number of the line, from 1. */
    public int line() {
        return line;
    }

    /** What the line says after the time. */
    public String step() {
        return step;
    }

    /**
     * Looks through a script before anything is started.
     *
     * @throws StepRefused for the first step that cannot be done
     */
    public static void check(Scenario scenario) {
        for (Scenario.Step step : scenario.steps()) {
            if (step instanceof Scenario.Deed deed) {
                reason(deed.action()).ifPresent(reason -> {
                    throw new StepRefused(scenario, step.line(), step.words(), reason);
                });
            }
        }
    }

    private static Optional<String> reason(Action action) {
        return switch (action) {
            case SUBMIT, KILL, START, PAUSE, RESUME, CUT, JOIN, SLOW -> Optional.empty();
            case LIE -> Optional.of("a member's process signs no second block for one place and cannot be told to; "
                    + "only the simulator has members that lie");
        };
    }
}
