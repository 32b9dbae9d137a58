package org.credence.simulator.world;

import java.util.List;
import org.credence.simulator.byzantine.Notebook;

/**
 * Lets disks, checks and liars forget what all correct members decided and executed long ago: an hour of virtual time
 * takes no more memory than a minute.
 */
final class Forgetting {

    /** Heights that are remembered below the lowest that all correct members have settled: many windows full. */
    private static final long KEPT_HEIGHTS = 512;
    /** Views that are remembered below the lowest that a correct member is in. */
    private static final long KEPT_VIEWS = 64;
    /** Heights that are forgotten at once. */
    private static final long STRIDE = 512;

    private final World world;
    private final Progress progress;
    private final Notebook notebook;
    private final List<Host> machines;
    private long forgotten;

    Forgetting(World world, Progress progress, Notebook notebook, List<Host> machines) {
        this.world = world;
        this.progress = progress;
        this.notebook = notebook;
        this.machines = machines;
    }

    /** A member has decided the height. */
    void decided(long height) {
        if (height < forgotten + KEPT_HEIGHTS + STRIDE) {
            return;
        }
        long settled = world.correctHosts().stream().mapToLong(host -> host.disk().settled()).min().orElse(0);
        // Views of different epochs do not compare; what an epoch leaves is forgotten with it.
        long view = world.calendar().length().ends() ? 0
                : world.correctHosts().stream().mapToLong(host -> world.judge().view(host.self())).min().orElse(0);
        if (settled >= forgotten + KEPT_HEIGHTS + STRIDE) {
            forgotten = settled - KEPT_HEIGHTS;
            progress.forget(world.judge().forget(forgotten, view - KEPT_VIEWS));
            notebook.forget(forgotten);
            machines.forEach(host -> host.disk().forget(forgotten));
        }
    }

    /** How many things are remembered that only the past needs. */
    long kept() {
        return world.judge().kept() + progress.kept() + notebook.kept()
                + machines.stream().mapToLong(host -> host.disk().kept()).sum();
    }
}
