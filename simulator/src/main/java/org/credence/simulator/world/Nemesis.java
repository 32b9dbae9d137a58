package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Schedule;

/**
 * Makes trouble while there is to be trouble: partitions, stalls and crashes, as often as the swarm says. Each action
 * has a number and draws from a source of its own, so that one left out changes no other.
 */
final class Nemesis {

    /** Longest that a sync takes on a stalled disk (N07), microseconds. */
    private static final long STALL = 500_000;

    private final World world;
    private final Network network;
    private final List<Host> machines;
    private final int members;
    private final Swarm swarm;
    private final Schedule schedule;
    private final Chance chance;
    private final Map<Fault, Integer> actions = new EnumMap<>(Fault.class);
    private final long unit;
    private boolean healed;
    private long highest;

    Nemesis(World world, Network network, List<Host> machines, Schedule schedule, Chance chance) {
        this.world = world;
        this.network = network;
        this.machines = machines;
        this.schedule = schedule;
        this.chance = chance;
        members = world.processes();
        swarm = world.swarm();
        unit = swarm.timing().viewTimeout();
        every(Fault.PARTITIONS, this::partition);
        every(Fault.ONE_WAY_LINKS, own -> split(own, cutMicros(own), false));
        every(Fault.LONELY_LEADERS, this::strand);
        every(Fault.CLOGGING, this::clog);
        every(Fault.CRASHES, this::crash);
        every(Fault.POWER_CUTS, _ -> machines.forEach(Host::pull));
        every(Fault.PAUSES, own -> pause(own, own.pick(machines)));
        every(Fault.STALLED_DISKS, this::stall);
        every(Fault.FULL_DISKS, own -> fill(own, own.pick(machines)));
        every(Fault.CLOCK_JUMPS, own -> own.pick(machines).setClock(own));
        liars(Fault.TWINS, unit, this::reconnect);
        liars(Fault.FORGETS_PROMISES, 2 * unit, (host, _) -> host.pull());
        liars(Fault.WRONG_CLOCK, unit, Host::setClock);
    }

    private interface Mischief {
        void happen(Host host, Chance own);
    }

    private void every(Fault fault, Consumer<Chance> trouble) {
        plan(fault, (long) swarm.amount(fault), chance.split(), trouble);
    }

    /** What befalls the machines of liars with this fault. */
    private void liars(Fault fault, long mean, Mischief mischief) {
        List<Host> hit = machines.stream().filter(host -> swarm.lies(host.self(), fault)).toList();
        plan(fault, hit.isEmpty() ? 0 : mean, chance.split(), own -> mischief.happen(own.pick(hit), own));
    }

    private void plan(Fault fault, long mean, Chance source, Consumer<Chance> trouble) {
        if (mean <= 0) {
            return;
        }
        world.later(source.exponential(mean), () -> {
            if (!healed) {
                Chance own = source.split();
                if (happens(fault)) {
                    trouble.accept(own);
                }
                plan(fault, mean, source, trouble);
            }
        });
    }

    /** Numbers an action, and says whether it is to happen. */
    private boolean happens(Fault fault) {
        String action = Schedule.action(fault, actions.merge(fault, 1, Integer::sum));
        boolean happens = !schedule.omitted().contains(action) && !quiet();
        if (happens) {
            world.acts(action);
        }
        return happens;
    }

    private boolean quiet() {
        return world.now() < schedule.quietMillis() * 1000;
    }

    void heal() {
        healed = true;
        machines.forEach(Host::heal);
    }

    private long cutMicros(Chance own) {
        return unit / 4 + own.exponential(2 * unit);
    }

    private void partition(Chance own) {
        long micros = cutMicros(own);
        switch (own.below(3)) {
            case 0 -> split(own, micros, true);
            case 1 -> isolate(own.below(members), micros);
            default -> rotate(own, own.below(members), 1 + own.below(members));
        }
    }

    private void split(Chance own, long micros, boolean bothWays) {
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            (own.happens(0.5) ? left : right).add(member);
        }
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
    private void rotate(Chance own, int member, int times) {
        if (healed || times == 0) {
            return;
        }
        long micros = (long) (unit * (0.5 + own.upTo(1)));
        isolate(member, micros);
        world.later(micros, () -> rotate(own, (member + 1) % members, times - 1));
    }

    /** N05: whoever leads reaches just q−1, q, n−p−1 or n−p members, itself among them. */
    private void strand(Chance own) {
        int leader = world.sessions().leader();
        List<Integer> present = world.sessions().present().members();
        int slow = world.sessions().present().quorum().slow();
        int fast = world.sessions().present().quorum().fast();
        int reached = own.pick(List.of(slow - 1, slow, fast - 1, fast));
        List<Integer> others = new ArrayList<>();
        for (int member : present) {
            if (member != leader) {
                others.add(member);
            }
        }
        while (others.size() > present.size() - reached) {
            int reachable = own.pick(others);
            others.removeIf(member -> member == reachable);
        }
        long micros = cutMicros(own);
        world.happened(leader, "reaches " + reached + ", not " + others + ", for " + micros);
        others.forEach(member -> network.cut(leader, member, micros));
    }

    private void clog(Chance own) {
        network.clog(own.below(members), own.below(members), own.exponential(unit));
    }

    private void crash(Chance own) {
        Host host = own.pick(machines);
        if (own.happens(0.3)) {
            host.pull();
        } else {
            host.doom(own.pick(List.of(CrashPoint.values())));
        }
    }

    private void pause(Chance own, Host host) {
        host.pause(own.exponential(unit / 2));
    }

    private void stall(Chance own) {
        own.pick(machines).stall(own.exponential(2 * unit), STALL);
    }

    private void fill(Chance own, Host host) {
        world.happened(host.self(), "disk is full");
        host.disk().fill(true);
        world.later(own.exponential(unit), () -> host.disk().fill(false));
    }

    /** Each other member is from now on connected to one twin, to the other, or to both. */
    private void reconnect(Host twin, Chance own) {
        List<Host> both = machines.stream().filter(host -> host.self() == twin.self()).toList();
        List<List<Integer>> circles = List.of(new ArrayList<>(), new ArrayList<>());
        for (int member = 0; member < members; member++) {
            int side = own.below(5);
            if (side != 0 && side != 1) {
                circles.get(0).add(member);
            }
            if (side != 2 && side != 3) {
                circles.get(1).add(member);
            }
        }
        for (int i = 0; i < both.size(); i++) {
            both.get(i).connect(circles.get(i));
        }
        world.happened(twin.self(), "twins reach " + circles);
    }

    /** From then on until the world heals nobody reaches anybody, microseconds. */
    void blackout(long fromMicros, long untilMicros) {
        if (swarm.has(Fault.BLACKOUT)) {
            world.later(fromMicros, () -> {
                if (happens(Fault.BLACKOUT)) {
                    world.happened(0, "blackout");
                    for (int member = 0; member < members; member++) {
                        network.isolate(member, untilMicros - fromMicros);
                    }
                }
            });
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
        if (healed) {
            return;
        }
        boolean drawn = first && chance.happens(swarm.amount(Fault.ISOLATED_DECIDERS));
        long micros = (long) (unit * (1 + chance.upTo(5)));
        if (ambushed ? happens(Fault.AMBUSHES) : drawn && happens(Fault.ISOLATED_DECIDERS)) {
            isolate(member, micros);
        }
    }
}
