package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.SignedBlock;
import org.credence.crypto.Signer;
import org.credence.simulator.random.Chance;

/** A member that as a leader now and then signs a second block for a place, and shows that one to some members. */
final class TwoFaced implements Engine {

    /** How likely a proposal has a twin: about two of three tenures of forty blocks have one. */
    private static final double TWIN = 0.025;

    private final Engine inside;
    private final Committee committee;
    private final int self;
    private final Signer signer;
    private final Chance chance;
    private final Runnable lied;
    private Optional<Twins> last = Optional.empty();
    private long height;

    private record Twins(SignedBlock block, SignedBlock twin, Set<Integer> deceived) {}

    /** @param lied told of each lie */
    TwoFaced(Engine inside, Committee committee, int self, Signer signer, Chance chance, Runnable lied) {
        this.inside = inside;
        this.committee = committee;
        this.self = self;
        this.signer = signer;
        this.chance = chance;
        this.lied = lied;
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : inside.step(nowMicros, input)) {
            if (effect instanceof Effect.Send send && send.message() instanceof Message.Propose(var block, _, _)
                    && block.block().header().proposer() == self) {
                twins(block).ifPresentOrElse(twins -> show(send, twins, effects), () -> effects.add(effect));
            } else {
                effects.add(effect);
            }
        }
        return effects;
    }

    private Optional<Twins> twins(SignedBlock block) {
        boolean again = block.block().height() <= height;
        if (!again && chance.happens(TWIN)) {
            lied.run();
            last = Optional.of(new Twins(block, twin(block.block()), deceived()));
        }
        height = Math.max(height, block.block().height());
        return last.filter(twins -> twins.block.id().equals(block.id()));
    }

    private SignedBlock twin(Block block) {
        Header h = block.header();
        Block other = Block.of(new Header(h.chainId(), h.epoch(), h.view(), h.height(), h.parent(), h.payloadRoot(),
                h.proposer(), h.timeMs() + 1, h.opening(), h.stateHeight(), h.stateRoot()), block.batches());
        return new SignedBlock(other, signer.sign(other.id()));
    }

    private Set<Integer> deceived() {
        List<Integer> others = committee.others(self);
        Set<Integer> deceived = new TreeSet<>();
        int count = 1 + chance.below(others.size() - 1);
        while (deceived.size() < count) {
            deceived.add(chance.pick(others));
        }
        return deceived;
    }

    private void show(Effect.Send send, Twins twins, List<Effect> effects) {
        for (int member : send.audience().members(self, committee)) {
            Message shown = twins.deceived.contains(member) ? Message.Propose.passedOn(twins.twin) : send.message();
            effects.add(new Effect.Send(new Audience.One(member), shown));
        }
    }

    @Override
    public Status status() {
        return inside.status();
    }
}
