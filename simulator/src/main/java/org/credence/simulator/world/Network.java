package org.credence.simulator.world;

import java.util.Arrays;
import org.credence.simulator.random.Chance;

/** Links between members: latency always, trouble until {@link #heal}. */
final class Network {

    /** Where packets come out. */
    interface Receiver {
        void arrive(int to, Packet packet);
    }

    private final Agenda agenda;
    private final Swarm swarm;
    private final Chance chance;
    private final Receiver receiver;
    private final int[][] cuts;
    private final long[][] cloggedUntil;
    private boolean troubled = true;
    private long messages;

    Network(int members, Agenda agenda, Swarm swarm, Chance chance, Receiver receiver) {
        this.agenda = agenda;
        this.swarm = swarm;
        this.chance = chance;
        this.receiver = receiver;
        cuts = new int[members][members];
        cloggedUntil = new long[members][members];
    }

    void send(int to, Packet packet) {
        messages++;
        int from = packet.sender();
        if (cuts[from][to] > 0 || (troubled && chance.happens(swarm.loss()))) {
            return;
        }
        carry(from, to, packet);
        if (troubled && chance.happens(swarm.duplication())) {
            carry(from, to, packet);
        }
    }

    /** Sends on a stage, where each message has its own delay and none is lost. */
    void send(int to, Packet packet, long delayMicros) {
        messages++;
        agenda.after(delayMicros, () -> receiver.arrive(to, packet));
    }

    private void carry(int from, int to, Packet packet) {
        long delay = latency(from, to);
        if (troubled && chance.happens(swarm.reordering())) {
            delay += chance.exponential(swarm.timing().viewTimeout() / 4);
        }
        delay = Math.max(delay, cloggedUntil[from][to] - agenda.now());
        agenda.after(delay, () -> {
            if (cuts[from][to] == 0) {
                receiver.arrive(to, packet);
            }
        });
    }

    private long latency(int from, int to) {
        if (swarm.regions().isEmpty()) {
            return 60 + chance.exponential(60);
        }
        int a = swarm.regions().get(from);
        int b = swarm.regions().get(to);
        return Regions.measured().oneWay(a, b) + chance.exponential(Regions.measured().jitter(a, b));
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
