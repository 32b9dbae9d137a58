package org.credence.simulator.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.codec.Writer;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Timer;

/**
 * What happened: a rolling hash over all of it, the last events for a report, and every event in words if somebody
 * listens.
 */
final class Trace {

    private static final int REMEMBERED = 80;
    private static final int MOST_INCIDENTS = 10_000;
    /** Bytes gathered before they are hashed: hashing a few at a time costs more than the rest of the simulation. */
    private static final int GATHERED = 1 << 14;

    private record Line(long micros, int member, Object what, List<Effect> effects) {

        @Override
        public String toString() {
            return String.format("%11d us  m%-2d %s%s", micros, member, Words.of(what), Words.of(effects));
        }
    }

    private final MessageDigest sha256 = Hasher.sha256();
    private final Writer gathered = new Writer(2 * GATHERED);
    private final ArrayDeque<Line> last = new ArrayDeque<>();
    private final ArrayDeque<Line> incidents = new ArrayDeque<>();
    private final Scribe scribe;
    private final Optional<Consumer<String>> listener;
    private long events;

    Trace(Scribe scribe, Optional<Consumer<String>> listener) {
        this.scribe = scribe;
        this.listener = listener;
    }

    /** An engine took an input. */
    void stepped(long micros, int member, Input input, List<Effect> effects) {
        events++;
        Writer writer = event(micros, member, 1);
        write(input, writer);
        for (Effect effect : effects) {
            write(effect, writer);
        }
        remember(new Line(micros, member, input, effects));
    }

    /** A member says something, to whomever {@link #sent} names next. */
    void said(long micros, int member, byte[] bytes) {
        event(micros, member, 2).bytes(bytes);
    }

    /** What was said last leaves for a member. */
    void sent(int to) {
        gathered.u16(to);
    }

    /** Something else happened to a member: a crash, a cut, a demand. */
    void happened(long micros, int member, String what) {
        event(micros, member, 3).bytes(ascii(what));
        Line line = new Line(micros, member, what, List.of());
        incidents.add(line);
        if (incidents.size() > MOST_INCIDENTS) {
            incidents.remove();
        }
        remember(line);
    }

    private Writer event(long micros, int member, int kind) {
        if (gathered.size() >= GATHERED) {
            gathered.drain(sha256);
        }
        return gathered.u64(micros).u16(member).u8(kind);
    }

    private void remember(Line line) {
        listener.ifPresent(sink -> sink.accept(line.toString()));
        last.add(line);
        if (last.size() > REMEMBERED) {
            last.remove();
        }
    }

    private static void write(Input input, Writer writer) {
        switch (input) {
            case Input.Started(var chain, _) -> writer.u8(0).u64(chain.height()).digest(chain.id());
            case Input.Received(var message) -> writer.u8(1).u16(message.sender()).u8(message.message().type().code());
            case Input.Submitted(var batch) -> writer.u8(2).digest(batch.digest());
            case Input.Elapsed(var timer) -> write(timer, writer.u8(3));
            case Input.Built(var parent, var time, var height, var root) ->
                writer.u8(4).digest(parent).u64(time).u64(height)
                        .digest(root);
            case Input.Checked(var block, var valid) -> writer.u8(5).digest(block).u8(valid ? 1 : 0);
            case Input.EpochBegan(var epoch) -> writer.u8(6).u32(epoch.number()).digest(epoch.base().id());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(Timer timer, Writer writer) {
        writer.bytes(ascii(timer.kind().name())).u64(timer.key());
    }

    private void write(Effect effect, Writer writer) {
        switch (effect) {
            case Effect.Persist(var promise) -> writer.u8(0).bytes(scribe.written(promise));
            // Its bytes are hashed when it leaves.
            case Effect.Send(_, var message) -> writer.u8(1).u8(message.type().code());
            case Effect.Arm(var timer, var delay) -> {
                writer.u8(2).u64(delay);
                write(timer, writer);
            }
            case Effect.Disarm(var timer) -> write(timer, writer.u8(3));
            case Effect.Build(var parent, var height) -> writer.u8(4).digest(parent).u64(height);
            case Effect.Check(var block, _) -> writer.u8(5).digest(block.id());
            case Effect.Keep(var batch) -> writer.u8(6).digest(batch.digest());
            case Effect.Commit(var decision) -> decision.write(writer.u8(7));
            case Effect.Accuse(var evidence) -> evidence.write(writer.u8(8));
            case Effect.Ignored(var reason, var sender) -> writer.u8(9).bytes(ascii(reason.name())).u16(sender);
            case Effect.Moved(var from, var to, var cause) ->
                writer.u8(10).u64(from).u64(to).bytes(ascii(cause.name()));
            case Effect.Certified(var sequence) -> writer.u8(11).u64(sequence);
        }
    }

    /** Inputs that engines took so far. */
    long events() {
        return events;
    }

    /** What happened to members from outside, the last ten thousand of it in words, oldest first. */
    List<String> incidents() {
        return incidents.stream().map(Line::toString).toList();
    }

    /** The last events in words, oldest first. */
    List<String> excerpt() {
        return last.stream().map(Line::toString).toList();
    }

    /** The hash over everything; ends the trace. */
    Digest hash() {
        gathered.drain(sha256);
        return Digest.of(sha256.digest());
    }
}
