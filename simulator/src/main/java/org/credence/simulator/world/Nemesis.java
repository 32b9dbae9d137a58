package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.List;
import org.credence.simulator.random.Chance;

/** Makes trouble while there is to be trouble: partitions, stalls and crashes, as often as the swarm says. */
final class Nemesis {

    private final World world;
    private final Network network;
    private final List<Host> hosts;
    private final Swarm swarm;
    private final Chance chance;
    private final long unit;
    private boolean healed;
    private long highest;

    Nemesis(World world, Network network, List<Host> hosts, Chance chance) {
        this.world = world;
        this.network = network;
        this.hosts = hosts;
        this.swarm = world.swarm();
        this.chance = chance;
        unit = swarm.timing().viewTimeout();
        every(swarm.cutEvery(), this::partition);
        every(swarm.clogEvery(), this::clog);
        every(swarm.crashEvery(), this::crash);
    }

    private void every(long mean, Runnable trouble) {
        if (mean > 0) {
            world.later(chance.exponential(mean), () -> {
                if (!healed) {
                    trouble.run();
                    every(mean, trouble);
                }
            });
        }
    }

    void heal() {
        healed = true;
    }

    private void partition() {
        long micros = unit / 4 + chance.exponential(2 * unit);
        switch (chance.below(4)) {
            case 0 -> split(micros, true);
            case 1 -> split(micros, false);
            case 2 -> isolate(chance.below(hosts.size()), micros);
            default -> rotate(chance.below(hosts.size()), 1 + chance.below(hosts.size()));
        }
    }

    private void split(long micros, boolean bothWays) {
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        hosts.forEach(host -> (chance.happens(0.5) ? left : right).add(host.self()));
        world.happened(0, "cut " + left + (bothWays ? " | " : " -> ") + right + " for " + micros);
        for (int from : left) {
            for (int to : right) {
                network.cut(from, to, micros);
                if (bothWays) {
                    network.cut(to, from, micros);
                }
            }
        }
    }

    private void isolate(int member, long micros) {
        world.happened(member, "isolated for " + micros);
        network.isolate(member, micros);
    }

    /** N03: one after the other is cut off, for about a view's time each. */
    private void rotate(int member, int times) {
        if (healed || times == 0) {
            return;
        }
        long micros = (long) (unit * (0.5 + chance.upTo(1)));
        isolate(member, micros);
        world.later(micros, () -> rotate((member + 1) % hosts.size(), times - 1));
    }

    private void clog() {
        int from = chance.below(hosts.size());
        int to = chance.below(hosts.size());
        network.clog(from, to, chance.exponential(unit));
    }

    private void crash() {
        if (chance.happens(swarm.crashAll())) {
            hosts.forEach(Host::pull);
            return;
        }
        Host host = chance.pick(hosts);
        if (chance.happens(0.3)) {
            host.pull();
        } else {
            host.doom(chance.pick(List.of(CrashPoint.values())));
        }
    }

    /** When a crashed member starts again. */
    long downtime() {
        return chance.exponential(chance.happens(0.5) ? unit / 10 : 2 * unit);
    }

    /** A member decided: perhaps the moment to cut it off, before anybody hears of it (N02). */
    void decided(int member, long height, boolean ambushed) {
        boolean first = height > highest;
        highest = Math.max(highest, height);
        if (!healed && (ambushed || (first && chance.happens(swarm.cutDecider())))) {
            isolate(member, (long) (unit * (1 + chance.upTo(5))));
        }
    }
}
