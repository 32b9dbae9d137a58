package org.credence.simulator.world;

import java.util.Arrays;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Schedule;

/** Links between members: latency always, trouble until {@link #heal}. */
final class Network {

    /** Where packets come out. */
    interface Receiver {
        void arrive(int to, Packet packet);
    }

    /** How much farther than measured one region lies while there is trouble (N10). */
    private static final int FAR = 10;
    private static final long CALM_MICROS = 100;

    private final Agenda agenda;
    private final Swarm swarm;
    private final Schedule schedule;
    /** Of each link, so that calming one changes no other. */
    private final Chance[][] chances;
    private final boolean[][] calm;
    private final double loss;
    private final double duplication;
    private final double reordering;
    private final int farRegion;
    private final Receiver receiver;
    private final int[][] cuts;
    private final long[][] cloggedUntil;
    private boolean troubled = true;
    private long messages;

    Network(int members, Agenda agenda, Swarm swarm, Schedule schedule, Chance chance, Receiver receiver) {
        this.agenda = agenda;
        this.swarm = swarm;
        this.schedule = schedule;
        this.receiver = receiver;
        loss = swarm.amount(Fault.LOSS);
        duplication = swarm.amount(Fault.DUPLICATION);
        reordering = swarm.amount(Fault.REORDERING);
        cuts = new int[members][members];
        cloggedUntil = new long[members][members];
        calm = new boolean[members][members];
        chances = new Chance[members][members];
        farRegion = swarm.regions().isEmpty() ? -1 : chance.pick(swarm.regions());
        for (int from = 0; from < members; from++) {
            for (int to = 0; to < members; to++) {
                chances[from][to] = chance.split();
                calm[from][to] = schedule.calm().contains(Schedule.link(from, to));
            }
        }
    }

    /** Whether packets have trouble now; cuts and clogs are the nemesis's. */
    private boolean troubled(int from, int to) {
        return troubled && !calm[from][to] && agenda.now() >= schedule.quietMillis() * 1000;
    }

    void send(int to, Packet packet) {
        messages++;
        int from = packet.sender();
        boolean trouble = troubled(from, to);
        if (cuts[from][to] > 0 || (trouble && chances[from][to].happens(loss))) {
            return;
        }
        carry(from, to, packet, trouble);
        if (trouble && chances[from][to].happens(duplication)) {
            carry(from, to, packet, true);
        }
    }

    /** Sends on a stage, where each message has its own delay and none is lost. */
    void send(int to, Packet packet, long delayMicros) {
        messages++;
        agenda.after(delayMicros, () -> receiver.arrive(to, packet));
    }

    private void carry(int from, int to, Packet packet, boolean trouble) {
        long delay = latency(from, to, trouble);
        if (trouble && chances[from][to].happens(reordering)) {
            delay += chances[from][to].exponential(swarm.timing().viewTimeout() / 4);
        }
        delay = Math.max(delay, cloggedUntil[from][to] - agenda.now());
        agenda.after(delay, () -> {
            if (cuts[from][to] == 0) {
                receiver.arrive(to, packet);
            }
        });
    }

    private long latency(int from, int to, boolean trouble) {
        if (calm[from][to] && swarm.regions().isEmpty()) {
            return CALM_MICROS;
        }
        Chance chance = chances[from][to];
        if (swarm.regions().isEmpty()) {
            return 60 + chance.exponential(60);
        }
        int a = swarm.regions().get(from);
        int b = swarm.regions().get(to);
        long micros = Regions.measured().oneWay(a, b) + chance.exponential(Regions.measured().jitter(a, b));
        return trouble && a != b && (a == farRegion || b == farRegion) ? FAR * micros : micros;
    }

    /** Cuts one direction of a link for a while; what is under way there is lost as well. */
    void cut(int from, int to, long micros) {
        if (!troubled) {
            return;
        }
        cuts[from][to]++;
        agenda.after(micros, () -> cuts[from][to] = Math.max(0, cuts[from][to] - 1));
    }

    void isolate(int member, long micros) {
        for (int other = 0; other < cuts.length; other++) {
            if (other != member) {
                cut(member, other, micros);
                cut(other, member, micros);
            }
        }
    }

    void clog(int from, int to, long micros) {
        cloggedUntil[from][to] = agenda.now() + micros;
    }

    /** From now on every message between members that run arrives, within the latency of its link. */
    void heal() {
        troubled = false;
        for (int from = 0; from < cuts.length; from++) {
            Arrays.fill(cuts[from], 0);
            Arrays.fill(cloggedUntil[from], 0);
        }
    }

    /** Messages sent so far, one per receiver. */
    long messages() {
        return messages;
    }
}
