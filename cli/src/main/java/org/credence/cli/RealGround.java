package org.credence.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.credence.bench.engine.EngineBench;
import org.credence.lab.figure.Ground;
import org.credence.lab.figure.Load;
import org.credence.lab.figure.Sample;
import org.credence.lab.figure.Setting;
import org.credence.lab.figure.Watch;

/**
 * The laboratory's settings on members' own drivers, journals and sockets. Here, because only the command line knows
 * both the laboratory and what members are made of (decision 0016).
 *
 * @param directory on whose disk the journals are
 */
record RealGround(Path directory) implements Ground {

    private static final int WARM_UP = 20;
    private static final Duration MOST = Duration.ofMinutes(5);

    @Override
    public Sample run(Setting setting, Load load, int blocks, long run) {
        Watch watch = new Watch(setting, load, WARM_UP, blocks);
        try {
            EngineBench.run(new RealCourse(setting, watch), directory, MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ENVIRONMENT, "interrupted", e);
        }
        return watch.sample(run);
    }
}
