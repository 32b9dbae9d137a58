package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.lab.figure.Delays;
import org.credence.lab.figure.Testbed;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Listener;
import org.credence.simulator.setup.Measuring;
import org.credence.simulator.setup.Ranks;
import org.credence.simulator.setup.Stage;

/** The world of one run: what goes wrong with whom and when, who leads, and what is counted. */
final class Scene implements Stage, Listener {

    /** What cannot get through arrives after the end. */
    private static final long NEVER_MICROS = 1_000_000L * 3600 * 24;

    private final Setting setting;
    private final Plan plan;
    private final long seed;
    private final Script script;
    private final Links links;
    private final Customers customers;
    private final Reporters reporters;
    private final Leaders leaders;
    private final ViewChanges changes;
    private final Chance lies;
    /** By epoch, whether the patient is bad in it; a liar is where somebody can prove it. */
    private final List<Boolean> bad;
    private final Set<Digest> proven = new HashSet<>();
    private int told;
    /** The highest that anybody has decided. */
    private long height;

    Scene(Setting setting, Plan plan, long seed) {
        this.setting = setting;
        this.plan = plan;
        this.seed = seed;
        Chance chance = new Chance(seed);
        script = Script.of(setting.kind(), plan, chance.split());
        links = new Links(plan.members(), chance.split());
        customers = new Customers(plan, script.patient(), chance.split());
        lies = chance.split();
        Quorum quorum = Protocol.CBFT.quorum(plan.members());
        EpochLength length = new EpochLength(plan.epochBlocks());
        reporters = new Reporters(quorum, length, links, this::up);
        leaders = new Leaders(setting.policy(), length, plan.members(), reporters);
        changes = new ViewChanges(script.patient(), quorum.f());
        bad = new ArrayList<>(script.bad());
    }

    private boolean up(int member) {
        Script.Spell spell = spell();
        long part = height % plan.epochBlocks() * 1_000 / plan.epochBlocks();
        return member != script.patient() || part < spell.from() || part >= spell.to();
    }

    private Script.Spell spell() {
        return script.spells().get((int) Math.min(height / plan.epochBlocks(), plan.epochs() - 1L));
    }

    @Override
    public Set<Integer> liars() {
        return script.equivocates() ? Set.of(script.patient()) : Set.of();
    }

    /** An equivocator does nothing else that is wrong. */
    @Override
    public boolean collude() {
        return false;
    }

    @Override
    public Ranks ranks() {
        return leaders;
    }

    @Override
    public Listener listener() {
        return this;
    }

    @Override
    public Optional<Measuring> measuring() {
        return Optional.of(new Measuring(Testbed.TIMES, customers));
    }

    @Override
    public long delayMicros(long nowMicros, int from, int to, Message message) {
        if (!up(from) || !up(to)) {
            return NEVER_MICROS;
        }
        boolean late =
                from == script.patient() && (message instanceof Message.Propose || message instanceof Message.Ballot);
        return links.micros(from, to) + (late ? spell().lateMicros() : 0);
    }

    @Override
    public void sent(long nowMicros, int member, Message message) {
        reporters.sent(nowMicros, member, message);
    }

    @Override
    public void received(long nowMicros, int member, int sender, Message message) {
        reporters.received(nowMicros, member, sender, message);
    }

    @Override
    public void decided(long nowMicros, int member, Decision decision) {
        reporters.decided(nowMicros, member, decision);
        height = Math.max(height, decision.height());
    }

    @Override
    public void accused(int member, Evidence evidence) {
        reporters.accused(member, evidence);
        if (proven.add(evidence.fault()) && evidence.epoch() < bad.size()) {
            bad.set(evidence.epoch(), true);
        }
    }

    /** Views of the healed world do not count. */
    @Override
    public void moved(int member, int epoch, Effect.Moved moved) {
        if (!customers.satisfied()) {
            changes.moved(member, epoch, moved);
        }
    }

    /** The engine that the member has in this world, made of the one that members run. */
    Engine cast(Engine engine, Epoch epoch, int member, Signer signer) {
        return liars().contains(member)
                ? new TwoFaced(engine, epoch.committee(), member, signer, lies, this::lied)
                : engine;
    }

    private void lied() {
        told += customers.satisfied() ? 0 : 1;
    }

    /** What was measured. */
    Sample sample() {
        if (!customers.satisfied()) {
            throw new IllegalStateException(setting + ", seed " + seed + ": height " + height + " of " + plan.height()
                    + " when time was up");
        }
        return new Sample(setting, seed, script.patient(), plan.height(), customers.endedMicros() / 1e6,
                changes.failed(plan.epochs()), changes.planned(plan.epochs()), Delays.of(customers.delays()),
                career(), new Sample.Lies(told, proven.size()), leaders.records());
    }

    /** The last epoch's table counts too; what the healed world went on to does not. */
    private Career career() {
        List<Integer> places = leaders.places(script.patient());
        return new Career(places.subList(0, Math.min(places.size(), plan.epochs() + 1)), bad, leaders.tenures());
    }
}
