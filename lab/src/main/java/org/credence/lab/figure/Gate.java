package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;

/**
 * A leader whose blocks hold one batch each: the paper's MaxMessages (IV-A). Engines order whatever waits, so the next
 * batch is shown to the engine inside only when the one before is decided; its signatures have been checked by then.
 */
final class Gate implements Engine {

    /** Which batch. */
    private record Place(int author, long sequence) {

        static Place of(BatchHead head) {
            return new Place(head.author(), head.sequence());
        }
    }

    private record Waiting(Place place, Input input) {}

    private final Engine inside;
    private final int self;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<Place> admitted = new HashSet<>();
    /** By author, what comes next on the chain; absent means its first. */
    private final Map<Integer, Long> next = new HashMap<>();
    private Optional<Place> open = Optional.empty();

    Gate(Engine inside, int self) {
        this.inside = inside;
        this.self = self;
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        Optional<Place> shown = shown(input);
        if (shown.isEmpty() || admitted.contains(shown.get())) {
            return pass(nowMicros, input);
        }
        if (waiting.stream().noneMatch(w -> w.place.equals(shown.get()))) {
            waiting.add(new Waiting(shown.get(), input));
        }
        return admit(nowMicros);
    }

    /** The batch that the input would make ready to be ordered. */
    private Optional<Place> shown(Input input) {
        if (input instanceof Input.Received(var verified)) {
            return switch (verified.message()) {
                case Message.BatchOffer offer when offer.asks(self) -> Optional.of(Place.of(offer.batch().head()));
                case Message.BatchCertified(var batch) -> Optional.of(Place.of(batch.head()));
                case Message.Protocol _ -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private List<Effect> pass(long nowMicros, Input input) {
        List<Effect> effects = new ArrayList<>(inside.step(nowMicros, input));
        for (Effect effect : List.copyOf(effects)) {
            if (effect instanceof Effect.Commit(var decision)) {
                decision.block().batches().forEach(this::ordered);
                effects.addAll(admit(nowMicros));
            }
        }
        return effects;
    }

    private void ordered(BatchRef batch) {
        Place place = Place.of(batch.head());
        next.put(place.author, place.sequence + 1);
        if (open.filter(place::equals).isPresent()) {
            open = Optional.empty();
        }
    }

    private List<Effect> admit(long nowMicros) {
        Optional<Waiting> first = open.isPresent()
                ? Optional.empty()
                : waiting.stream().filter(w -> w.place.sequence == next.getOrDefault(w.place.author, 1L)).findFirst();
        return first.map(w -> {
            waiting.remove(w);
            admitted.add(w.place);
            open = Optional.of(w.place);
            return pass(nowMicros, w.input);
        }).orElse(List.of());
    }

    @Override
    public Status status() {
        return inside.status();
    }
}
