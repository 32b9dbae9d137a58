package org.credence.lab.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/**
 * Takes part in an equivocation: as primary it shows the two blocks; as any member it CONFIRMs to each the block it
 * was shown, and reports B afterwards whatever it CONFIRMed (A-C2).
 */
final class Equivocator extends Liar {

    private final Twins twins;

    Equivocator(Part part, Twins twins) {
        super(part);
        this.twins = twins;
    }

    @Override
    List<Message> told(int to, Message message) {
        return switch (message) {
            case Message.Propose(SignedBlock block, _, _) when block.block().header().proposer() == part().self() ->
                propose(
                        to, block);
            case Message.Ballot ballot when twins.isA(ballot.block().id()) && !twins.showsA(to) -> confirmB(ballot);
            case Message.Change(ViewChange change) -> List.of(report(change));
            case Message _ -> List.of(message);
        };
    }

    private List<Message> propose(int to, SignedBlock block) {
        boolean starts = twins.pair().isEmpty() && block.block().height() == twins.height();
        if (starts || twins.isA(block.id())) {
            Twins.Pair pair = twins.part(block, part());
            return List.of(Message.Propose.passedOn(twins.showsA(to) ? pair.a() : pair.b()));
        }
        // After the equivocation it says no more in that view.
        boolean more = twins.pair().filter(pair -> pair.a().block().view() == block.block().view()).isPresent();
        return more ? List.of() : List.of(Message.Propose.passedOn(block));
    }

    private List<Message> confirmB(Message.Ballot ballot) {
        return twins.pair().filter(_ -> ballot.phase() == Phase.CONFIRM).<List<Message>>map(pair -> {
            BlockRef ref = new BlockRef(ballot.block().epoch(), ballot.block().view(), ballot.block().height(),
                    pair.b().id());
            Digest statement = ref.statement(part().committee().chainId(), Phase.CONFIRM);
            return List.of(new Message.Ballot(Phase.CONFIRM, ref, part().signer().sign(statement)));
        }).orElse(List.of());
    }

    private Message report(ViewChange change) {
        List<SignedBlock> path = new ArrayList<>();
        change.path().forEach(block -> path.add(b(block.id()).orElse(block)));
        path.sort(ViewChange.PATH_ORDER);
        Optional<BlockRef> tip = change.tip().map(ref -> b(ref.id()).map(SignedBlock::ref).orElse(ref));
        return part().sign(new ViewChange(change.epoch(), change.newView(), change.voter(), change.leader(),
                change.decided(), change.highest().filter(cc -> !twins.isA(cc.block().id())), tip, path,
                change.openings(), List.of(), UNSIGNED));
    }

    private Optional<SignedBlock> b(Digest id) {
        return twins.pair().filter(pair -> pair.a().id().equals(id)).map(Twins.Pair::b);
    }
}
