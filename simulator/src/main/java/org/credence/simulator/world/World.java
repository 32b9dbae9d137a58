package org.credence.simulator.world;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.crypto.Signer;
import org.credence.crypto.Verifier;
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
import org.credence.simulator.setup.Rosters;
import org.credence.simulator.setup.Seating;
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
    /** How many machines of members, and of those who may become some, there are. */
    private final int processes;
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
    private long lastBegan;

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
        processes = options.churn() ? Rosters.processes(options.quorum()) : n;
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
        network = new Network(processes, agenda, swarm, options.schedule(), chance.split(), this::arrive);
        hosts = IntStream.range(0, processes).mapToObj(member -> host(member, genesisRoot)).toList();
        List<Host> seconds = swarm.liars().keySet().stream().filter(m -> swarm.lies(m, Fault.TWINS))
                .map(member -> host(member, genesisRoot)).toList();
        machines = Stream.concat(hosts.stream(), seconds.stream()).toList();
        machinesOf = IntStream.range(0, processes)
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
        Disk disk = new Disk(scribe, calendar, genesisRoot, swarm.has(Fault.LAZY_DISKS),
                swarm.lies(member, Fault.FORGETS_PROMISES), own.split());
        Chance lies = own.split();
        return new Host(this, member, epoch -> engine(member, epoch, lies.split()), disk, own);
    }

    private Engine engine(int member, Epoch epoch, Chance lies) {
        Seating seating = calendar.rosters().at(epoch.number());
        int seat = seating.seat(member).orElseThrow();
        Signer signer = signer(seating.keys().get(seat));
        Engine engine = factory.engine(epoch, seat, signer, swarm.timing());
        return correct(member) || !stage.map(Stage::collude).orElse(true)
                ? engine
                : Deviant.of(engine, swarm.liars().getOrDefault(member, Set.of()),
                        new Actor(seat, epoch, signer, factory::leadership, notebook, lies));
    }

    /** Who signs with a key; the judge reads along what liars sign. */
    Signer signer(int key) {
        Signer signer = scheme.signers().get(key);
        return correct(key % processes) ? signer : judge.watched(key, signer);
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
        for (Host host : machines) {
            later(chance.between(0, 2_000), host::start);
            later(demand.exponential(swarm.submitEvery()), () -> submit(host));
        }
        // Members far apart have slower timers; their world lasts as much longer.
        long end = options.safetyMillis() * 1000 / Swarm.BRISK.viewTimeout() * swarm.timing().viewTimeout();
        nemesis.blackout(end - (long) (end * Math.min(1, swarm.amount(Fault.BLACKOUT))), end);
        workshop.begin(hosts);
        if (options.churn()) {
            later(patrol(), this::lookAfterStragglers);
        }
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

    private long patrol() {
        return 2 * swarm.timing().viewTimeout();
    }

    /** Who operates a member that no other knows any more has it follow the chain: it cannot find out by itself. */
    private void lookAfterStragglers() {
        List<Host> stuck = hosts.stream().filter(Host::stuck).toList();
        stuck.stream().filter(host -> host.process().filter(this::forgotten).isPresent()).forEach(Host::leaveBehind);
        later(patrol(), this::lookAfterStragglers);
    }

    /** Whether others are among new members, and none of the correct ones and this process know each other. */
    private boolean forgotten(Incarnation process) {
        Seating present = present();
        List<Incarnation> others = correctHosts().stream().flatMap(host -> host.process().stream())
                .filter(other -> other.seating().equals(present)).toList();
        return process.seating().since() < present.since() && !others.isEmpty() && others.stream()
                .noneMatch(other -> calendar.rosters().known(process.seating(), other.key()).isPresent()
                        && calendar.rosters().known(present, process.key()).isPresent());
    }

    /** Who the members are after the highest decided block. */
    Seating present() {
        return calendar.rosters().at(calendar.length().epochAfter(judge.height()));
    }

    /** The correct ones of them. */
    List<Host> correctMembers() {
        return calendar.rosters().change()
                ? present().members().stream().filter(this::correct).map(hosts::get).toList()
                : correctHosts();
    }

    /** How many machines take part, with those that have no seat. */
    int processes() {
        return processes;
    }

    /** All but one. */
    List<Integer> others(int self) {
        return IntStream.range(0, processes).filter(process -> process != self).boxed().toList();
    }

    /** A process has begun, perhaps among other members than before. */
    void began() {
        lastBegan = now();
    }

    /** Whether nobody has begun anew for so long that timers of who began earlier tell nothing any more. */
    boolean rested() {
        return !calendar.rosters().change() || now() - lastBegan > 2 * swarm.timing().viewTimeout();
    }

    /** Mean time between two sessions of a member, microseconds. */
    long restMicros() {
        return swarm.timing().viewTimeout() / (healed() ? 40 : 4);
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

    void send(Incarnation process, Audience audience, Message message) {
        Host sender = process.host();
        int from = sender.self();
        judge.sent(from, message);
        witness.sent(from, message);
        listener.sent(now(), from, message);
        byte[] bytes = MessageCodec.encode(message);
        if (bytes.length > Limits.FRAME_BYTES && correct(from)) {
            throw new Broken(Invariant.W1, from,
                    message.type() + " takes " + bytes.length + " bytes, limit " + Limits.FRAME_BYTES);
        }
        Packet packet = Packet.between(from, bytes,
                new Packet.Origin(process.key(), process.seating(), subject(process, message)));
        trace.said(now(), from, bytes);
        workshop.made(from, message);
        for (int seat : audience.members(process.seat(), process.committee())) {
            int member = process.seating().process(seat);
            if (sender.reaches(member)) {
                send(member, packet, message);
            }
        }
    }

    /** A decided block of the past may be one of other members. */
    private Seating subject(Incarnation process, Message message) {
        return message instanceof Message.Decided(Decision decision, _)
                ? calendar.rosters().at(decision.block().header().epoch())
                : process.seating();
    }

    /** Something is said outside the connections of members: to one without a seat, or by one. */
    void outside(Host sender, int to, Message message) {
        judge.sent(sender.self(), message);
        byte[] bytes = MessageCodec.encode(message);
        trace.said(now(), sender.self(), bytes);
        trace.sent(to);
        network.send(to, Packet.outside(sender.self(), bytes));
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
                packet.origin().ifPresentOrElse(
                        origin -> host.process().ifPresent(process -> seat(process, origin)
                                .ifPresent(seat -> arrive(to, process, packet, origin, seat))),
                        () -> arriveOutside(host, packet));
            }
        }
    }

    /** The seat at which a process knows the sender; empty unless each knows the other. */
    private OptionalInt seat(Incarnation process, Packet.Origin origin) {
        Rosters rosters = calendar.rosters();
        return rosters.known(origin.seating(), process.key()).isPresent()
                ? rosters.known(process.seating(), origin.key())
                : OptionalInt.empty();
    }

    private void arrive(int to, Incarnation process, Packet packet, Packet.Origin origin, int seat) {
        boolean same = origin.subject().equals(process.seating());
        // A signature that is wrong among other members proves nothing of its signer.
        packet.open(seat, process.committee(), scheme.verifier()).filter(_ -> same || packet.refused().isEmpty())
                .ifPresent(verified -> workshop.received(to, packet.sender(), verified.message(),
                        packet.size(), () -> receive(process, to, verified)));
        packet.refused().filter(_ -> same && correct(packet.sender())).ifPresent(problem -> {
            throw new Broken(Invariant.W1, packet.sender(), "what it sent is refused: " + problem.getMessage());
        });
    }

    private void arriveOutside(Host host, Packet packet) {
        packet.message().ifPresent(message -> {
            host.follower().ifPresent(follower -> follower.received(message));
            if (message instanceof TransferMessage.DecisionRequest request) {
                host.process().ifPresent(process -> process.serve(request,
                        answer -> outside(host, packet.sender(), answer)));
            }
        });
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
        if (promise instanceof Promise.Held(Batch batch) && correct(member)
                && batch.head().sequence() >= present().firstSequence()
                && present().seat(member).equals(OptionalInt.of(batch.head().author()))) {
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
                .max(Comparator.comparingInt((Status status) -> calendar.rosters().at(status.epoch()).since())
                        .thenComparingLong(Status::view))
                .map(this::leader).orElse(0);
    }

    /** The process that leads, by a member's word. */
    int leader(Status status) {
        return status.leader() < 0 ? status.leader() : calendar.rosters().at(status.epoch()).process(status.leader());
    }
}
