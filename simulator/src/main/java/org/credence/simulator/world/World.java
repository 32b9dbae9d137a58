package org.credence.simulator.world;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Tag;
import org.credence.base.block.Batch;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.crypto.Signer;
import org.credence.simulator.byzantine.Actor;
import org.credence.simulator.byzantine.Deviant;
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
    private final EngineFactory factory;
    private final Witness witness;
    private final Optional<Stage> stage;
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
    /** By member, the machine it runs on. */
    private final List<Host> hosts;
    private final List<Host> machines; // with the second ones of twins
    /** By member, all its machines. */
    private final List<List<Host>> machinesOf;
    /** What the nemesis did, the last of it. */
    private final ArrayDeque<String> actions = new ArrayDeque<>();
    private final Nemesis nemesis;
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
        this.factory = factory;
        this.witness = witness;
        this.stage = stage;
        listener = stage.map(Stage::listener).orElseGet(Listener::nobody);
        chance = new Chance(seed);
        trace = new Trace(scribe, words);
        int n = options.quorum().n();
        Digest chainId = Hasher.of(Tag.CHAIN).add(seed).digest();
        scheme = options.realSignatures() ? Scheme.ed25519(n + 1, chance.split()) : Scheme.ideal(n + 1, chance.split());
        client = new Client(scheme, chainId);
        committee = new Committee(chainId, 0, scheme.keys().subList(0, n), options.quorum());
        calendar = Calendar.of(committee, options.epochBlocks(),
                stage.map(Stage::ranks).orElseGet(Ranks::shuffled));
        Swarm drawn = Swarm.draw(options, factory.leadership(calendar.first()).leader(0), chance.split());
        swarm = stage.map(s -> drawn.withLiars(s.liars())).orElse(drawn);
        swarm.liars().keySet().forEach(liars::set);
        Digest genesisRoot = Hasher.of(Tag.STATE).add(chainId).digest();
        notebook = new Notebook(committee, swarm.schemers(), genesisRoot);
        overrun = swarm.liars().size() > options.quorum().f();
        Set<Invariant> watched = EnumSet.noneOf(Invariant.class);
        watched.addAll(options.invariants());
        watched.retainAll(overrun ? DEMANDED_OF_THE_OVERRUN : EnumSet.allOf(Invariant.class));
        judge = new Judge(calendar, scheme.verifier(), this::correct, genesisRoot, watched);
        network = new Network(n, agenda, swarm, options.schedule(), chance.split(), this::arrive);
        hosts = IntStream.range(0, n).mapToObj(member -> host(member, genesisRoot)).toList();
        List<Host> seconds = swarm.liars().keySet().stream().filter(m -> swarm.lies(m, Fault.TWINS))
                .map(member -> host(member, genesisRoot)).toList();
        machines = Stream.concat(hosts.stream(), seconds.stream()).toList();
        machinesOf = IntStream.range(0, n)
                .mapToObj(member -> machines.stream().filter(host -> host.self() == member).toList()).toList();
        nemesis = new Nemesis(this, network, machines, options.schedule(), chance.split());
        demand = chance.split();
        progress = new Progress(this, judge);
        forgetting = new Forgetting(this, progress, notebook, machines);
        workshop = new Workshop(this, stage.flatMap(Stage::measuring));
        witness.began(committee, Set.copyOf(swarm.liars().keySet()));
    }

    private Host host(int member, Digest genesisRoot) {
        Chance own = chance.split();
        Signer signer = correct(member)
                ? scheme.signers().get(member)
                : judge.watched(member, scheme.signers().get(member));
        Disk disk = new Disk(scribe, calendar, genesisRoot, committee.size(), swarm.has(Fault.LAZY_DISKS),
                swarm.lies(member, Fault.FORGETS_PROMISES), own.split());
        Chance lies = own.split();
        return new Host(this, member, signer, epoch -> engine(member, signer, epoch, lies.split()), disk, own);
    }

    private Engine engine(int member, Signer signer, Epoch epoch, Chance lies) {
        Engine engine = factory.engine(epoch, member, signer, swarm.timing());
        return correct(member) || !stage.map(Stage::collude).orElse(true)
                ? engine
                : Deviant.of(engine, swarm.liars().getOrDefault(member, Set.of()),
                        new Actor(member, epoch, signer, factory::leadership, notebook, lies));
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
        for (Host host : machines) {
            later(chance.between(0, 2_000), host::start);
            later(demand.exponential(swarm.submitEvery()), () -> submit(host));
        }
        // Members far apart have slower timers; their world lasts as much longer.
        long end = options.safetyMillis() * 1000 / Swarm.BRISK.viewTimeout() * swarm.timing().viewTimeout();
        nemesis.blackout(end - (long) (end * Math.min(1, swarm.amount(Fault.BLACKOUT))), end);
        workshop.begin(hosts);
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
        machines.forEach(Host::start);
        return correctHosts().stream().mapToLong(host -> judge.view(host.self())).max().orElse(0);
    }

    private void submit(Host host) {
        if (!workshop.measures() && (!progress.demanding() || !correct(host.self()))) {
            host.process().ifPresent(Incarnation::demand);
            later(demand.exponential(swarm.submitEvery()), () -> submit(host));
        }
    }

    List<Host> correctHosts() {
        return hosts.stream().filter(host -> correct(host.self())).toList();
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

    void send(Host sender, Audience audience, Message message) {
        int from = sender.self();
        judge.sent(from, message);
        witness.sent(from, message);
        listener.sent(now(), from, message);
        byte[] bytes = MessageCodec.encode(message);
        if (bytes.length > Limits.FRAME_BYTES && correct(from)) {
            throw new Broken(Invariant.W1, from,
                    message.type() + " takes " + bytes.length + " bytes, limit " + Limits.FRAME_BYTES);
        }
        Packet packet = new Packet(from, bytes);
        trace.said(now(), from, bytes);
        workshop.made(from, message);
        for (int member : audience.members(from, committee)) {
            if (sender.reaches(member)) {
                send(member, packet, message);
            }
        }
    }

    private void send(int to, Packet packet, Message message) {
        trace.sent(to);
        if (stage.isPresent() && !healed()) {
            long leaves = workshop.sent(packet.sender(), packet.size());
            network.send(to, packet, leaves + stage.get().delayMicros(now(), packet.sender(), to, message));
        } else {
            network.send(to, packet);
        }
    }

    private void arrive(int to, Packet packet) {
        for (Host host : machinesOf.get(to)) {
            if (host.reaches(packet.sender())) {
                host.process().ifPresent(process -> {
                    packet.open(committee, scheme.verifier())
                            .ifPresent(verified -> workshop.received(to, packet.sender(), verified.message(),
                                    packet.size(), () -> receive(process, to, verified)));
                    packet.refused().filter(_ -> correct(packet.sender())).ifPresent(problem -> {
                        throw new Broken(Invariant.W1, packet.sender(),
                                "what it sent is refused: " + problem.getMessage());
                    });
                });
            }
        }
    }

    private void receive(Incarnation process, int to, Verified<Message> verified) {
        if (overrun && correct(to)) {
            judge.heard(verified.sender(), verified.message());
        }
        listener.received(now(), to, verified.sender(), verified.message());
        process.receive(verified);
    }

    void promised(int member, Promise promise) {
        judge.promised(member, promise);
        witness.promised(member, promise);
        if (promise instanceof Promise.Held(Batch batch) && batch.head().author() == member && correct(member)) {
            progress.accepted(batch.digest());
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
        workshop.decided(hosts.get(member), decision);
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

    /** Whom most members follow now, as far as one can tell from outside. */
    int leader() {
        return hosts.stream().flatMap(host -> host.process().stream()).map(Incarnation::status)
                .max(Comparator.comparingLong(Status::view)).map(Status::leader).orElse(0);
    }
}
