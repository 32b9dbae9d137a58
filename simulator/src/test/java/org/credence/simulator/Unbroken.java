package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.credence.simulator.result.Report;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.Options;

/** Worlds in which nothing may break. */
final class Unbroken {

    private Unbroken() {}

    /** What became of them; fails with every violation in full. */
    static Report run(Options options) {
        Report report = new Simulation().run(options, outcome -> {});
        assertThat(report.violations()).as(report.violations().stream().map(Violation::toString)
                .collect(Collectors.joining("\n\n"))).isEmpty();
        return report;
    }
}
