package org.credence.simulator.world;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.block.Batch;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.crypto.Signer;
import org.credence.crypto.Verifier;
import org.credence.simulator.byzantine.Notebook;
import org.credence.simulator.check.Broken;
import org.credence.simulator.check.Judge;
import org.credence.simulator.random.Chance;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.Calendar;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Listener;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Ranks;
import org.credence.simulator.setup.Rosters;
import org.credence.simulator.setup.Stage;
import org.credence.simulator.setup.Witness;

/**
 * One seed: trouble first, during which nothing unsafe may happen, then healing, after which everything must come to a
 * good end.
 */
public final class World {

    private static final int MOST_ACTIONS = 10_000;
    /** With too many liars the chain may fork; whoever accuses is right all the same. */
    private static final Set<Invariant> DEMANDED_OF_THE_OVERRUN =
            EnumSet.of(Invariant.S1, Invariant.A1, Invariant.A2, Invariant.A3, Invariant.A4);

    private final Options options;
    private final long seed;
    private final Witness witness;
    private final Listener listener;
    private final Chance chance;
    private final Agenda agenda = new Agenda();
    private final Scribe scribe = new Scribe();
    private final Trace trace;
    private final Swarm swarm;
    private final Scheme scheme;
    private final Committee committee;
    private final Calendar calendar;
    private final BitSet liars = new BitSet();
    /** Whether more members lie than are tolerated. */
    private final boolean overrun;
    private final Notebook notebook;
    private final Judge judge;
    private final Network network;
    private final Departures departures;
    private final Machines machines;
    /** What the nemesis did, the last of it. */
    private final ArrayDeque<String> actions = new ArrayDeque<>();
    private final Nemesis nemesis;
    private final Sessions sessions;
    private final Stragglers stragglers;
    private final Chance demand;
    private final Progress progress;
    private final Forgetting forgetting;
    private final Workshop workshop;
    private final Client client;

    /**
     * @param words   hears of every event in words, which is slow
     * @param witness hears what members promise, send and decide
     * @param stage   says who lies and how messages travel, if the seed does not
     */
    public World(Options options, EngineFactory factory, long seed, Optional<Consumer<String>> words,
            Witness witness, Optional<Stage> stage) {
        this.options = options;
        this.seed = seed;
        this.witness = witness;
        listener = stage.map(Stage::listener).orElseGet(Listener::nobody);
        chance = new Chance(seed);
        trace = new Trace(scribe, words);
        int n = options.quorum().n();
        Digest chainId = Hasher.of(Tag.CHAIN).add(seed).digest();
        int keys = options.churn() ? Rosters.keys(options.quorum()) : n;
        scheme = options.realSignatures()
                ? Scheme.ed25519(keys + 1, chance.split())
                : Scheme.ideal(keys + 1, chance.split());
        client = new Client(scheme, chainId);
        committee = new Committee(chainId, 0, scheme.keys().subList(0, n), options.quorum());
        Calendar founders = Calendar.of(committee, options.epochBlocks(),
                stage.map(Stage::ranks).orElseGet(Ranks::shuffled));
        Swarm drawn = Swarm.draw(options, factory.leadership(founders.first()).leader(0), chance.split());
        swarm = stage.map(s -> drawn.withLiars(s.liars())).orElse(drawn);
        swarm.liars().keySet().forEach(liars::set);
        calendar = options.churn()
                ? founders.with(Rosters.drawn(options.quorum(), liars::get, chance.split()), scheme.keys())
                : founders;
        Digest genesisRoot = Hasher.of(Tag.STATE).add(chainId).digest();
        notebook = new Notebook(calendar.rosters(), swarm.schemers(), genesisRoot);
        overrun = !options.churn() && swarm.liars().size() > options.quorum().f();
        Set<Invariant> watched = EnumSet.noneOf(Invariant.class);
        watched.addAll(options.invariants());
        watched.retainAll(overrun ? DEMANDED_OF_THE_OVERRUN : EnumSet.allOf(Invariant.class));
        judge = new Judge(calendar, scheme.verifier(), this::correct, genesisRoot, watched);
        network = new Network(processes(), agenda, swarm, options.schedule(), chance.split(),
                new Arrivals(this, listener));
        departures = new Departures(this, network, witness, listener, stage);
        Engines engines = new Engines(this, factory, notebook, stage.map(Stage::collude).orElse(true));
        machines = new Machines(this, engines, scribe, genesisRoot, chance);
        nemesis = new Nemesis(this, network, machines.all(), options.schedule(), chance.split());
        sessions = new Sessions(this, judge, machines.hosts());
        stragglers = new Stragglers(this, machines.hosts());
        demand = chance.split();
        progress = new Progress(this, judge);
        forgetting = new Forgetting(this, progress, notebook, machines.all());
        workshop = new Workshop(this, stage.flatMap(Stage::measuring));
        witness.began(committee, Set.copyOf(swarm.liars().keySet()));
    }

    /** Who signs with a key; the judge reads along what liars sign. */
    Signer signer(int key) {
        Signer signer = scheme.signers().get(key);
        return correct(key % processes()) ? signer : judge.watched(key, signer);
    }

    Verifier verifier() {
        return scheme.verifier();
    }

    /** Runs the seed to its end. */
    public Outcome run() {
        Optional<Violation> violation = Optional.empty();
        try {
            trouble();
            if (!overrun) {
                progress.demand(heal());
                progress.steady();
            }
        } catch (Broken broken) {
            violation = judged(broken);
        }
        long view = correctHosts().stream().mapToLong(host -> judge.view(host.self())).max().orElse(0);
        return new Outcome(seed, judge.height(), view, network.messages(), trace.events(), forgetting.kept(), now(),
                swarm.brief(), trace.hash(), violation);
    }

    private Optional<Violation> judged(Broken broken) {
        if (!overrun || broken.invariant() != Invariant.S1) {
            return Optional.of(violation(broken));
        }
        try {
            judge.convict();
            return Optional.empty();
        } catch (Broken unaccounted) {
            return Optional.of(violation(unaccounted));
        }
    }

    private Violation violation(Broken broken) {
        return new Violation(seed, broken.invariant(), now(), broken.member(), broken.detail(), List.copyOf(actions),
                trace.incidents(), trace.excerpt(), options.command(seed));
    }

    private void trouble() {
        for (Host host : machines.all()) {
            later(chance.between(0, 2_000), host::start);
            later(demand.exponential(swarm.submitEvery()), () -> submit(host));
        }
        // Members far apart have slower timers; their world lasts as much longer.
        long end = options.safetyMillis() * 1000 / Swarm.BRISK.viewTimeout() * swarm.timing().viewTimeout();
        nemesis.blackout(end - (long) (end * Math.min(1, swarm.amount(Fault.BLACKOUT))), end);
        workshop.begin(machines.hosts());
        stragglers.patrol();
        while (!workshop.over() && agenda.next(end)) {
            // Whatever happens checks itself.
        }
        if (!overrun) {
            progress.requireCalm();
        }
    }

    /** @return how high the views were at that moment */
    private long heal() {
        happened(0, "heals");
        nemesis.heal();
        network.heal();
        machines.all().forEach(Host::start);
        return correctHosts().stream().mapToLong(host -> judge.view(host.self())).max().orElse(0);
    }

    private void submit(Host host) {
        if (!workshop.measures() && (!progress.demanding() || !correct(host.self()))) {
            host.process().ifPresent(Incarnation::demand);
            later(demand.exponential(swarm.submitEvery()), () -> submit(host));
        }
    }

    /** How many machines take part, with those that have no seat. */
    int processes() {
        return calendar.rosters().processes();
    }

    List<Host> correctHosts() {
        return machines.hosts().stream().filter(host -> correct(host.self())).toList();
    }

    Machines machines() {
        return machines;
    }

    boolean next(long end) {
        return agenda.next(end);
    }

    long now() {
        return agenda.now();
    }

    Swarm swarm() {
        return swarm;
    }

    Committee committee() {
        return committee;
    }

    Calendar calendar() {
        return calendar;
    }

    Trace trace() {
        return trace;
    }

    Judge judge() {
        return judge;
    }

    Workshop workshop() {
        return workshop;
    }

    Sessions sessions() {
        return sessions;
    }

    Departures departures() {
        return departures;
    }

    /** Whether trouble is over. */
    boolean healed() {
        return progress.demanding();
    }

    /** Whether so many lie that a correct member may find its own invariants broken, and halt. */
    boolean overrun() {
        return overrun;
    }

    boolean correct(int member) {
        return !liars.get(member);
    }

    void later(long micros, Runnable action) {
        agenda.after(micros, action);
    }

    void happened(int member, String what) {
        trace.happened(now(), member, what);
    }

    Client client() {
        return client;
    }

    void promised(int member, Promise promise) {
        judge.promised(member, promise);
        witness.promised(member, promise);
        if (promise instanceof Promise.Held(Batch batch) && correct(member)
                && batch.head().sequence() >= sessions.present().firstSequence()
                && sessions.present().seat(member).equals(OptionalInt.of(batch.head().author()))) {
            progress.accepted(batch);
        }
    }

    void decided(int member, long above, Decision decision) {
        witness.decided(member, decision);
        listener.decided(now(), member, decision);
        judge.decided(member, above, decision);
        boolean ambushed = correct(member) && notebook.springs(member, decision.certificate().block());
        nemesis.decided(member, decision.height(), ambushed);
        if (correct(member)) {
            progress.decided(decision);
        }
        progressed();
        workshop.decided(machines.hosts().get(member), decision);
        forgetting.decided(decision.height());
    }

    void accused(int member, Evidence evidence, boolean again) {
        judge.accused(member, evidence, again);
        listener.accused(member, evidence);
    }

    void moved(int member, int epoch, Effect.Moved moved) {
        listener.moved(member, epoch, moved);
        if (correct(member)) {
            progress.moved(member, moved);
        }
    }

    void progressed() {
        progress.note();
    }

    void crashed(Host host) {
        later(nemesis.downtime(), host::start);
    }

    /** An action of the nemesis takes place. */
    void acts(String action) {
        actions.add(action);
        if (actions.size() > MOST_ACTIONS) {
            actions.remove();
        }
        happened(0, action);
    }
}
