package org.credence.simulator.result;

import org.credence.simulator.setup.Options;

/**
 * The smallest world found in which the same invariant breaks.
 *
 * @param options what is left of the trouble
 * @param runs    simulations that it took to find
 */
public record Shrunk(Violation violation, Options options, int runs) {

    @Override
    public String toString() {
        return "shrunk by " + runs + " runs to " + options.schedule().only().size() + " faults and "
                + violation.actions().size() + " actions, broken at " + violation.atMicros() + " us: "
                + violation.detail() + "\n"
                + String.join("\n", violation.schedule()) + "\nreproduce: " + violation.command();
    }
}
