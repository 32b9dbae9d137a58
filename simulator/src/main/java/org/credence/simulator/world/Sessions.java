package org.credence.simulator.world;

import java.util.Comparator;
import java.util.List;
import org.credence.consensus.engine.Status;
import org.credence.simulator.check.Judge;
import org.credence.simulator.setup.Calendar;
import org.credence.simulator.setup.Seating;

/**
 * Who the members are as the chain goes on, and when processes begin as such. Where members never change, these are the
 * founders (decision 0012).
 */
final class Sessions {

    private final World world;
    private final Calendar calendar;
    private final Judge judge;
    /** By process, the machine it runs on. */
    private final List<Host> hosts;
    private long lastBegan;

    Sessions(World world, Judge judge, List<Host> hosts) {
        this.world = world;
        this.judge = judge;
        this.hosts = hosts;
        calendar = world.calendar();
    }

    /** Who the members are after the highest decided block. */
    Seating present() {
        return calendar.rosters().at(calendar.length().epochAfter(judge.height()));
    }

    /** The correct ones of them. */
    List<Host> correctMembers() {
        return calendar.rosters().change()
                ? present().members().stream().filter(world::correct).map(hosts::get).toList()
                : world.correctHosts();
    }

    /** A process has begun, perhaps among other members than before. */
    void began() {
        lastBegan = world.now();
    }

    /** Whether nobody has begun anew for so long that timers of who began earlier tell nothing any more. */
    boolean rested() {
        return !calendar.rosters().change() || world.now() - lastBegan > 2 * world.swarm().timing().viewTimeout();
    }

    /** Mean time between two sessions of a process, microseconds. */
    long restMicros() {
        return world.swarm().timing().viewTimeout() / (world.healed() ? 40 : 4);
    }

    /** Whom most members follow now, as far as one can tell from outside. */
    int leader() {
        return hosts.stream().flatMap(host -> host.process().stream()).map(Incarnation::status)
                .max(Comparator.comparingInt((Status status) -> calendar.rosters().at(status.epoch()).since())
                        .thenComparingLong(Status::view))
                .map(this::leader).orElse(0);
    }

    /** The process that leads, by a member's word. */
    int leader(Status status) {
        return status.leader() < 0 ? status.leader() : calendar.rosters().at(status.epoch()).process(status.leader());
    }
}
