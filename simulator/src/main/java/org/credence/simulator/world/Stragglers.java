package org.credence.simulator.world;

import java.util.List;
import org.credence.simulator.setup.Rosters;
import org.credence.simulator.setup.Seating;

/**
 * Processes that slept until no member knew them any more, and cannot find out from members. Whoever operates such a
 * node starts it again, and it follows the chain (decision 0012).
 */
final class Stragglers {

    private final World world;
    private final List<Host> hosts;
    /** By process, the height of its chain when somebody looked last. */
    private final long[] seen;

    Stragglers(World world, List<Host> hosts) {
        this.world = world;
        this.hosts = hosts;
        seen = new long[hosts.size()];
    }

    /** From now on somebody looks after them every now and then, if members change at all. */
    void patrol() {
        if (world.calendar().rosters().change()) {
            world.later(2 * world.swarm().timing().viewTimeout(), this::look);
        }
    }

    private void look() {
        List<Host> stuck = hosts.stream().filter(this::stuck).toList();
        stuck.stream().filter(host -> host.process().filter(this::forgotten).isPresent()).forEach(Host::leaveBehind);
        patrol();
    }

    /** Whether it has not decided anything since somebody looked last. */
    private boolean stuck(Host host) {
        long height = host.disk().height();
        boolean stuck = height == seen[host.self()];
        seen[host.self()] = height;
        return stuck;
    }

    /** Whether others are among new members, and none of the correct ones and this process know each other. */
    private boolean forgotten(Incarnation process) {
        Rosters rosters = world.calendar().rosters();
        Session session = process.session();
        Seating present = world.sessions().present();
        List<Session> others = world.correctHosts().stream().flatMap(host -> host.process().stream())
                .map(Incarnation::session).filter(other -> other.seating().equals(present)).toList();
        return session.seating().since() < present.since() && !others.isEmpty() && others.stream()
                .noneMatch(other -> rosters.known(session.seating(), other.key()).isPresent()
                        && rosters.known(present, session.key()).isPresent());
    }
}
