package org.credence.lab.figure;

import java.util.Optional;
import java.util.Set;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Clients;
import org.credence.simulator.setup.Measuring;
import org.credence.simulator.setup.Stage;

/** The world of one simulated run: who is silent, and how long messages travel. */
final class Course implements Stage, Clients {

    /** What a silent member says arrives after the end. */
    private static final long NEVER_MICROS = 1_000_000L * 3600 * 24;
    private static final int WARM_UP = 5;

    private final Setting setting;
    private final Watch watch;
    private final Chance[][] links;

    Course(Setting setting, Load load, int blocks, long seed) {
        this.setting = setting;
        watch = new Watch(setting, load, WARM_UP, blocks);
        links = new Chance[setting.members()][setting.members()];
        Chance chance = new Chance(seed);
        for (Chance[] from : links) {
            for (int to = 0; to < from.length; to++) {
                from[to] = chance.split();
            }
        }
    }

    @Override
    public Set<Integer> liars() {
        return setting.silent() ? Set.of(setting.members() - 1) : Set.of();
    }

    @Override
    public Optional<Measuring> measuring() {
        return Optional.of(new Measuring(Testbed.TIMES, this));
    }

    @Override
    public long delayMicros(long nowMicros, int from, int to, Message message) {
        if (setting.isSilent(from)) {
            return NEVER_MICROS;
        }
        if (message instanceof Message.Propose propose) {
            watch.proposed(nowMicros, propose.block().block().height());
        }
        return Testbed.latencyMicros(links[from][to]);
    }

    @Override
    public int window(int member) {
        return watch.window(member);
    }

    @Override
    public int transactions() {
        return setting.transactions();
    }

    @Override
    public int payloadBytes() {
        return Testbed.PAYLOAD_BYTES;
    }

    @Override
    public void handedIn(long nowMicros, int member) {
        watch.handedIn(nowMicros, member);
    }

    @Override
    public void decided(long nowMicros, int member, Decision decision) {
        watch.decided(nowMicros, member, decision);
    }

    @Override
    public boolean satisfied() {
        return watch.satisfied();
    }

    /** What was measured. */
    Sample sample(long seed) {
        return watch.sample(seed);
    }
}
