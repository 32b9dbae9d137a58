package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Availability;
import org.credence.consensus.part.SignedBlock;

/** B08: some of its proposals break one rule each. */
final class InvalidBlocks extends Deviation.Rewriting {

    private static final double SHARE = 0.3;

    private final Actor actor;

    InvalidBlocks(Actor actor) {
        this.actor = actor;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (send.message() instanceof Message.Propose(SignedBlock block, _, _)
                && block.block().header().proposer() == actor.self() && actor.chance().happens(SHARE)) {
            out.add(new Effect.Send(send.audience(), Message.Propose.passedOn(spoiled(block))));
        } else {
            out.add(send);
        }
    }

    /** By one of twelve ways; the last three need batches. */
    private SignedBlock spoiled(SignedBlock signed) {
        Block block = signed.block();
        Header h = block.header();
        return switch (actor.chance().below(block.batches().isEmpty() ? 9 : 12)) {
            case 0 -> new SignedBlock(block, Actor.unsigned());
            case 1 -> rewritten(h, h.epoch() + 1, h.view(), h.height(), h.parent(), h.timeMs(), h.stateRoot());
            case 2 -> rewritten(h, h.epoch(), h.view() + 1, h.height(), h.parent(), h.timeMs(), h.stateRoot());
            case 3 -> rewritten(h, h.epoch(), h.view(), h.height() + 1, h.parent(), h.timeMs(), h.stateRoot());
            case 4 -> rewritten(h, h.epoch(), h.view(), h.height(), actor.noise(), h.timeMs(), h.stateRoot());
            case 5 -> rewritten(h, h.epoch(), h.view(), h.height(), h.parent(), h.timeMs() + 86_400_000, h.stateRoot());
            case 6 -> rewritten(h, h.epoch(), h.view(), h.height(), h.parent(), 0, h.stateRoot());
            case 7 -> rewritten(h, h.epoch(), h.view(), h.height(), h.parent(), h.timeMs(), actor.noise());
            case 8 -> ofState(h, h.height());
            case 9 -> withBatches(h, unavailable(block.batches()));
            case 10 -> withBatches(h, forged(block.batches()));
            default -> withBatches(h, repeated(block.batches()));
        };
    }

    private SignedBlock rewritten(Header h, int epoch, long view, long height, Digest parent, long timeMs,
            Digest root) {
        return actor.signed(Block.of(new Header(h.chainId(), epoch, view, height, parent, Block.payloadRoot(List.of()),
                h.proposer(), timeMs, h.opening(), h.stateHeight(), root), List.of()));
    }

    private SignedBlock ofState(Header h, long height) {
        return actor.signed(Block.of(new Header(h.chainId(), h.epoch(), h.view(), h.height(), h.parent(),
                Block.payloadRoot(List.of()), h.proposer(), h.timeMs(), h.opening(), height, h.stateRoot()),
                List.of()));
    }

    private SignedBlock withBatches(Header h, List<BatchRef> batches) {
        return actor.signed(Block.of(new Header(h.chainId(), h.epoch(), h.view(), h.height(), h.parent(),
                Block.payloadRoot(batches), h.proposer(), h.timeMs(), h.opening(), h.stateHeight(), h.stateRoot()),
                batches));
    }

    /** The same batches with one vote each, inline ones too large for that: nobody but the author need hold them. */
    private static List<BatchRef> unavailable(List<BatchRef> batches) {
        return batches.stream().map(batch -> Availability.inline(batch)
                ? new BatchRef(large(batch.head()), List.of())
                : new BatchRef(batch.head(), batch.votes().subList(0, 1))).toList();
    }

    private static BatchHead large(BatchHead head) {
        return new BatchHead(head.author(), head.sequence(), head.transactions(), Limits.BATCH_BYTES, head.root());
    }

    /** The same batches with votes that the author made up: in place of others', and for inline ones f+1. */
    private List<BatchRef> forged(List<BatchRef> batches) {
        return batches.stream().map(batch -> new BatchRef(batch.head(),
                (Availability.inline(batch) ? firstMembers() : voters(batch))
                        .mapToObj(member -> new Vote(member, Actor.unsigned())).toList()))
                .toList();
    }

    private IntStream firstMembers() {
        return IntStream.range(0, actor.committee().quorum().weak());
    }

    private static IntStream voters(BatchRef batch) {
        return batch.votes().stream().mapToInt(Vote::member);
    }

    private static List<BatchRef> repeated(List<BatchRef> batches) {
        List<BatchRef> twice = new ArrayList<>(batches);
        twice.addAll(batches);
        return twice.subList(0, Math.min(twice.size(), Limits.BLOCK_BATCHES));
    }
}
