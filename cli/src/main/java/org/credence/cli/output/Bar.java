package org.credence.cli.output;

import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error while long work runs; nothing at all where nobody watches. */
public final class Bar implements AutoCloseable {

    private static final int WIDTH = 79;
    private static final int UPDATE_MILLIS = 200;

    private final Optional<ProgressBar> bar;

    private Bar(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    /**
     * A bar at 0, shown if people watch.
     *
     * @param task what is done, in a word or two
     * @param unit what is counted, with a leading space
     * @param most how many there are; negative if that is not known
     */
    public static Bar of(String task, String unit, long most) {
        if (!Output.interactive()) {
            return new Bar(Optional.empty());
        }
        return new Bar(Optional.of(new ProgressBarBuilder().setTaskName(task).setUnit(unit, 1).setInitialMax(most)
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(UPDATE_MILLIS).setMaxRenderedLength(WIDTH)
                .setConsumer(new ConsoleProgressBarConsumer(new PrintStream(System.err, true), WIDTH)).build()));
    }

    /** So many are done. */
    public void reached(long done) {
        bar.ifPresent(b -> b.stepTo(done));
    }

    /** One more is done. */
    public void step() {
        bar.ifPresent(ProgressBar::step);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
