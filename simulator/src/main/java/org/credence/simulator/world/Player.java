package org.credence.simulator.world;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.SignedBlock;
import org.credence.crypto.Signer;
import org.credence.simulator.byzantine.Notebook;
import org.credence.simulator.scenario.Expectation;
import org.credence.simulator.scenario.Scenario;

/** A member on the stage of a {@link Theatre}: an engine, a disk, and what a script does to them. */
final class Player {

    private static final long EPOCH_MILLIS = 1_795_219_200_000L;

    private final Theatre theatre;
    private final int self;
    private final Signer signer;
    private final Disk disk;
    private final Supplier<Engine> engines;
    private final ArrayDeque<Input> inbox = new ArrayDeque<>();
    private final Map<Timer, Long> armed = new HashMap<>();
    private Optional<Engine> engine = Optional.empty();
    private long arming;
    private boolean working;
    private boolean paused;
    private boolean cut;
    private boolean slow;
    private boolean lies;

    Player(Theatre theatre, int self, Signer signer, Disk disk, Supplier<Engine> engines) {
        this.theatre = theatre;
        this.self = self;
        this.signer = signer;
        this.disk = disk;
        this.engines = engines;
    }

    int self() {
        return self;
    }

    Optional<Status> status() {
        return engine.map(Engine::status);
    }

    Optional<Decision> decision(long height) {
        return height <= disk.height() ? Optional.of(disk.decision(height)) : Optional.empty();
    }

    /** Where it stands, in words. */
    String standing() {
        return "m" + self + " " + status().map(status -> "view " + status.view() + " height " + status.decidedHeight())
                .orElse("down");
    }

    /**
     * Where it stands; empty if it is down, paused or cut off.
     *
     * @param handedIn digests of the batches in which clients' transactions are
     */
    Optional<Expectation.Standing> inReach(List<Digest> handedIn) {
        return status().filter(_ -> !paused && !cut).map(status -> new Expectation.Standing(self, status.view(),
                status.decidedHeight(), status.decidedId().hex(),
                (int) handedIn.stream().filter(this::hasDecided).count()));
    }

    private boolean hasDecided(Digest batch) {
        return LongStream.rangeClosed(1, disk.height()).mapToObj(disk::decision)
                .flatMap(decision -> decision.block().batches().stream()).anyMatch(ref -> ref.digest().equals(batch));
    }

    void start() {
        if (engine.isEmpty()) {
            engine = Optional.of(engines.get());
            take(new Input.Started(disk.chainView(), disk.recovered()));
        }
    }

    void kill() {
        engine = Optional.empty();
        paused = false;
        inbox.clear();
        armed.clear();
        disk.crash();
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        work();
    }

    void cut(boolean off) {
        cut = off;
    }

    boolean isCut() {
        return cut;
    }

    void slow() {
        slow = true;
    }

    void lie() {
        lies = true;
    }

    /** How much longer than usual the message takes. */
    long delay(Message message) {
        return slow && message instanceof Message.Ballot ? 1_000 * Scenario.SLOW_MILLIS : 0;
    }

    /** Takes a client's transaction in; its batch, or nothing while it is down. */
    Optional<Digest> submit() {
        return status().map(status -> {
            List<Transaction> transactions = List.of(theatre.transaction());
            BatchHead head = Batch.head(self, status.nextBatch(), transactions);
            take(new Input.Submitted(Batch.of(head, transactions,
                    signer.sign(head.availability(theatre.committee().chainId())))));
            return head.digest();
        });
    }

    void receive(Verified<Message> verified) {
        if (engine.isEmpty()) {
            return;
        }
        switch (verified.message()) {
            case TransferMessage.DecisionRequest(long from, long to) -> serve(verified.sender(), from, to);
            // Bodies are with whoever vouched for them; a script looks on at consensus, not at execution.
            case TransferMessage _ -> {}
            case Message.Protocol _ -> take(new Input.Received(Incarnation.protocol(verified)));
        }
    }

    private void serve(int asker, long from, long to) {
        for (long height = Math.max(1, from); height <= Math.min(to, disk.height()); height++) {
            theatre.send(this, new Audience.One(asker), new Message.Decided(disk.decision(height), List.of()));
        }
    }

    private void take(Input input) {
        if (engine.isPresent()) {
            inbox.add(input);
            work();
        }
    }

    private void work() {
        if (working) {
            return;
        }
        working = true;
        while (!paused && !inbox.isEmpty() && engine.isPresent()) {
            List<Effect> effects = engine.get().step(theatre.now(), inbox.remove());
            // All promises of a step are on disk before anything of it is sent.
            effects.stream().filter(Effect.Persist.class::isInstance)
                    .forEach(effect -> disk.persist(((Effect.Persist) effect).promise()));
            effects.forEach(this::apply);
        }
        working = false;
    }

    private void apply(Effect effect) {
        switch (effect) {
            case Effect.Send send -> say(send);
            case Effect.Arm(Timer timer, long delay) -> arm(timer, delay);
            case Effect.Disarm(Timer timer) -> armed.remove(timer);
            case Effect.Build(Digest parent, _) ->
                take(new Input.Built(parent, millis(), disk.executed(), disk.root()));
            case Effect.Check(Block block, _) -> take(new Input.Checked(block.id(), valid(block)));
            case Effect.Keep(Batch batch) -> disk.keep(batch);
            case Effect.Commit(Decision decision) -> decide(decision);
            case Effect.Accuse _,Effect.Moved _ -> theatre.transcript().did(theatre.now(), self, effect);
            case Effect.Persist _,Effect.Ignored _,Effect.Certified _ -> {}
        }
    }

    private void arm(Timer timer, long delay) {
        long mine = arming++;
        armed.put(timer, mine);
        theatre.later(delay, () -> {
            if (Long.valueOf(mine).equals(armed.get(timer))) {
                armed.remove(timer);
                take(new Input.Elapsed(timer));
            }
        });
    }

    private void decide(Decision decision) {
        theatre.decided(this, decision);
        theatre.transcript().did(theatre.now(), self, new Effect.Commit(decision));
        disk.append(decision);
        disk.executed(Hasher.of(Tag.STATE).add(disk.root()).add(decision.block().id()).digest());
    }

    private boolean valid(Block block) {
        Header header = block.header();
        return disk.root(header.stateHeight()).filter(header.stateRoot()::equals).isPresent();
    }

    private long millis() {
        return EPOCH_MILLIS + theatre.now() / 1_000;
    }

    private void say(Effect.Send send) {
        Optional<Message> twin = lies ? twin(send.message()) : Optional.empty();
        if (twin.isEmpty()) {
            theatre.send(this, send.audience(), send.message());
            return;
        }
        for (int member : send.audience().members(self, theatre.committee())) {
            theatre.send(this, new Audience.One(member), member % 2 == 1 ? twin.get() : send.message());
        }
    }

    /**
     * Another block for the same place, without a vote for it, so that neither is decided; empty if the message is not
     * a proposal of this member's.
     */
    private Optional<Message> twin(Message message) {
        return switch (message) {
            case Message.Propose(SignedBlock block, _, var inline) when proposes(block) ->
                Optional.of(Message.Propose.passedOn(twin(block)).carrying(inline));
            case Message _ -> Optional.empty();
        };
    }

    private boolean proposes(SignedBlock block) {
        return block.block().header().proposer() == self;
    }

    private SignedBlock twin(SignedBlock signed) {
        Block block = Notebook.twin(signed.block(), signed.block().parent(), 1);
        return new SignedBlock(block, signer.sign(block.id()));
    }
}
