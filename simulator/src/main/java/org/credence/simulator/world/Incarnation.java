package org.credence.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Status;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.message.TransferMessage.DecisionRequest;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Holders;
import org.credence.simulator.check.Broken;
import org.credence.simulator.random.Chance;
import org.credence.simulator.result.Invariant;

/**
 * One start of a member, until it crashes: drives the engine as the node does. Inputs are drained in runs; what a run
 * promises is synced once; only then does anything leave.
 */
final class Incarnation implements Execution.Machine {

    private static final int LONGEST_RUN = 64;
    /** How often a process that stands still looks whether it may go on. */
    private static final long PAUSE_STEP = 5_000;

    /** What waits for the engine. */
    private sealed interface Item {

        record Given(Input input) implements Item {}

        record Ring(Timer timer, long armed) implements Item {}

        /**
         * Clients want something stored; the batch is made when its turn comes, for only then is its sequence known.
         */
        record Demand() implements Item {}
    }

    /** What somebody is accused of. */
    private record Charge(int kind, int culprit, int epoch, long view) {}

    private final World world;
    private final Host host;
    private final Engine engine;
    private final Session session;
    private final Execution execution;
    private final Author author;
    private final Archive archive;
    private final Chance chance;
    private final long clockStart;
    private final ArrayDeque<Item> inbox = new ArrayDeque<>();
    private final Map<Timer, Long> armed = new HashMap<>();
    private final Set<Charge> accused = new HashSet<>();
    private Optional<List<Effect>> syncing = Optional.empty();
    private long arming;
    private boolean waking;
    private boolean alive = true;
    private Epoch epoch;

    Incarnation(World world, Host host, Function<Epoch, Engine> engines, Chance chance) {
        this.world = world;
        this.host = host;
        host.disk().lost().forEach(this::append);
        epoch = host.disk().epoch();
        session = Session.of(host.self(), world.calendar().rosters().at(epoch.number()), epoch);
        this.engine = engines.apply(epoch);
        this.chance = chance;
        clockStart = chance.between(0, 1_000_000_000L) - host.own(world.now());
        execution = new Execution(this, host.disk(), new Holders(session.committee().others(session.seat())),
                world.swarm(), chance.split());
        author = new Author(world, session, chance);
        archive = new Archive(host.disk(), engine);
        take(new Item.Given(new Input.Started(host.disk().chainView(), host.disk().recovered())));
        execution.poke();
    }

    /** Stops at once. What was being synced may be on disk or not; the caller has seen to that. */
    void kill() {
        alive = false;
    }

    /** What is on its way to the disk, in order. */
    List<Promise> unsynced() {
        return syncing.map(Incarnation::records).orElse(List.of());
    }

    Host host() {
        return host;
    }

    /** The members it knows, and its place among them. */
    Session session() {
        return session;
    }

    Status status() {
        return engine.status();
    }

    void demand() {
        take(new Item.Demand());
    }

    private void take(Item item) {
        inbox.add(item);
        wake();
    }

    private void wake() {
        if (!waking && syncing.isEmpty()) {
            waking = true;
            // Mostly at once, sometimes late enough for a long run to build up.
            later(world.workshop().takes(chance.happens(0.1) ? chance.exponential(2_000) : 5), this::drain);
        }
    }

    private void drain() {
        if (host.pauseLeft() > 0) {
            later(Math.min(host.pauseLeft(), PAUSE_STEP), this::drain);
            return;
        }
        waking = false;
        int most = chance.happens(0.3) && world.workshop().clients().isEmpty() ? 1 : LONGEST_RUN;
        List<Effect> run = new ArrayList<>();
        for (int i = 0; i < most && !inbox.isEmpty(); i++) {
            step(inbox.remove(), run);
        }
        List<Promise> records = records(run);
        if (host.disk().full() && !records.isEmpty()) {
            fall(run, records, CrashPoint.TORN);
        } else if (run.stream().noneMatch(Effect.Persist.class::isInstance)) {
            records.forEach(host::persist);
            release(run);
        } else if (host.doomed()) {
            fall(run, records, host.doom());
        } else {
            syncing = Optional.of(run);
            later(host.syncMicros(), () -> {
                syncing = Optional.empty();
                records.forEach(host::persist);
                release(run);
            });
        }
    }

    /** What the run brings into the journal: promises, and decisions beside them. */
    private static List<Promise> records(List<Effect> run) {
        List<Promise> records = new ArrayList<>();
        for (Effect effect : run) {
            switch (effect) {
                case Effect.Persist(Promise promise) -> records.add(promise);
                case Effect.Commit(Decision decision) -> records.add(new Promise.Decided(decision));
                case Effect _ -> {}
            }
        }
        return records;
    }

    private void step(Item item, List<Effect> run) {
        switch (item) {
            case Item.Given(Input input) -> step(input, run);
            case Item.Ring(Timer timer, long when) -> {
                if (Long.valueOf(when).equals(armed.get(timer))) {
                    armed.remove(timer);
                    step(new Input.Elapsed(timer), run);
                }
            }
            case Item.Demand() ->
                author.batch(engine.status()).ifPresent(batch -> step(new Input.Submitted(batch), run));
        }
    }

    private void step(Input input, List<Effect> run) {
        List<Effect> effects;
        try {
            effects = engine.step(host.own(world.now()) + clockStart, input);
        } catch (AssertionError | RuntimeException e) {
            world.trace().stepped(world.now(), host.self(), input, List.of());
            if (world.correct(host.self()) && !world.overrun()) {
                throw new Broken(Invariant.E1, host.self(), e.toString(), e);
            }
            // A liar may drive its own engine mad, too many liars anybody's; it is silent until it starts again.
            world.happened(host.self(), "halts: " + e);
            alive = false;
            return;
        }
        tell(input, effects);
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Arm(Timer timer, long delay) -> arm(timer, delay);
                case Effect.Disarm(Timer timer) -> armed.remove(timer);
                case Effect _ -> run.add(effect);
            }
        }
    }

    /** Everything an engine says has a form in bytes, or nobody could store or read it. */
    private void tell(Input input, List<Effect> effects) {
        try {
            world.trace().stepped(world.now(), host.self(), input, effects);
        } catch (IllegalArgumentException e) {
            throw new Broken(Invariant.W1, host.self(), "it has no encoding: " + e.getMessage(), e);
        }
    }

    private void arm(Timer timer, long delay) {
        long mine = arming++;
        armed.put(timer, mine);
        later(host.real(delay), () -> take(new Item.Ring(timer, mine)));
    }

    private void release(List<Effect> run) {
        for (Effect effect : run) {
            if (alive) {
                apply(effect);
            }
        }
        if (!inbox.isEmpty()) {
            wake();
        }
    }

    private void apply(Effect effect) {
        switch (effect) {
            case Effect.Send(Audience audience, Message message) -> world.departures().send(this, audience, message);
            case Effect.Build(var parent, _) -> execution.build(parent);
            case Effect.Check check -> execution.check(check);
            case Effect.Keep(var batch) -> host.disk().keep(batch);
            case Effect.Commit(Decision decision) -> {
                append(decision);
                execution.poke();
            }
            case Effect.Accuse(var evidence) -> {
                boolean again = !accused
                        .add(new Charge(evidence.kind(), evidence.culprit(), evidence.epoch(), evidence.view()));
                world.accused(host.self(), evidence, again);
            }
            case Effect.Moved moved -> world.moved(host.self(), engine.status().epoch(), moved);
            case Effect.Persist _,Effect.Arm _,Effect.Disarm _,Effect.Ignored _,Effect.Certified _ -> {}
        }
    }

    private void append(Decision decision) {
        world.decided(host.self(), host.disk().height(), decision);
        host.disk().append(decision);
    }

    /** Power fails in the middle of this run. */
    private void fall(List<Effect> run, List<Promise> records, CrashPoint point) {
        int stored = switch (point) {
            case LOST -> 0;
            case TORN -> chance.below(records.size() + 1);
            case STORED, HALF_SENT -> records.size();
        };
        records.subList(0, stored).forEach(host::persist);
        if (point == CrashPoint.HALF_SENT) {
            run.stream().filter(Effect.Send.class::isInstance).limit(chance.below(run.size() + 1)).forEach(this::apply);
        }
        host.crash(point.name());
    }

    /** A packet arrives. */
    void receive(Verified<Message> verified) {
        switch (verified.message()) {
            case TransferMessage.DecisionRequest(long from, long to) ->
                archive.decided(from, to).forEach(answer -> send(verified.sender(), answer));
            case TransferMessage.BatchRequest(List<Digest> digests) ->
                digests.forEach(
                        digest -> archive.body(digest).ifPresent(body -> send(verified.sender(), body)));
            case TransferMessage.BatchBody(Batch batch) -> execution.received(batch);
            case TransferMessage _ -> {}
            case Message.BatchOffer offer when !world.client().signed(offer.batch()) -> world.happened(host.self(),
                    "drops a batch with a forged client signature");
            case Message.Protocol message when !message.inline().stream().allMatch(world.client()::signed) ->
                world.happened(host.self(), "drops a block with a forged client signature inline");
            case Message.Decided decided -> {
                execution.offered(decided);
                take(new Item.Given(new Input.Received(protocol(verified))));
            }
            case Message.Protocol _ -> take(new Item.Given(new Input.Received(protocol(verified))));
        }
    }

    /** The type of the message has just been seen to be one that engines take. */
    @SuppressWarnings("unchecked")
    static Verified<? extends Message.Protocol> protocol(Verified<? extends Message> verified) {
        return (Verified<? extends Message.Protocol>) verified;
    }

    private void send(int to, Message message) {
        world.departures().send(this, new Audience.One(to), message);
    }

    /** Answers one who has no seat. */
    List<Message> complete(DecisionRequest request) {
        return archive.complete(request);
    }

    @Override
    public void later(long micros, Runnable action) {
        world.later(micros, () -> {
            if (alive) {
                action.run();
            }
        });
    }

    @Override
    public void drawn(long micros, Runnable action) {
        later(world.workshop().takes(micros), action);
    }

    @Override
    public void answer(Input input) {
        take(new Item.Given(input));
    }

    @Override
    public void fetch(BatchRef batch, List<Integer> holders) {
        TransferMessage.BatchRequest request = new TransferMessage.BatchRequest(List.of(batch.digest()));
        holders.forEach(holder -> send(holder, request));
    }

    @Override
    public void executed(long height, Digest root, List<Batch> bodies) {
        world.judge().executed(host.self(), height, root, bodies);
        if (height == epoch.last()) {
            Epoch next = host.disk().close();
            if (world.calendar().rosters().begins(next.number())) {
                // A liar goes on as the member it was (B36).
                later(world.correct(host.self()) ? 0 : lingering(), host::renew);
            } else {
                epoch = next;
                take(new Item.Given(new Input.EpochBegan(epoch)));
            }
        }
        world.progressed();
    }

    private long lingering() {
        return chance.exponential(world.swarm().timing().viewTimeout());
    }

    @Override
    public long clockMillis() {
        return host.clockMillis(world.now());
    }
}
