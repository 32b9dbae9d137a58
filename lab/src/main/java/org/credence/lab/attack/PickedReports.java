package org.credence.lab.attack;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.SignedBlock;
import org.credence.lab.cbft.Reading;

/**
 * A-C7. Seven members; 0 and 1 lie. All CONFIRMs of A reach member 6 alone, which decides A. The primary 0 then
 * shows it an invalid block, so member 6 is the first to complain, and its VIEW-CHANGE proves that A is decided. The
 * new primary 1 has it before all others, leaves it out of V, and waits for the five that know nothing.
 */
final class PickedReports extends Attack {

    private static final int WITNESS = 6;

    private final boolean picks;

    /** @param picks whether the new primary leaves out what it does not like; if not, it keeps to the rules */
    PickedReports(boolean picks) {
        super("A-C7", "the new primary picks whose reports count", Harm.FORK, 7);
        this.picks = picks;
    }

    /** As primary, lets an invalid block follow each of its own, for one member. */
    private static final class Spoiler extends Liar {

        Spoiler(Part part) {
            super(part);
        }

        @Override
        List<Message> told(int to, Message message) {
            return to == WITNESS && message instanceof Message.Propose(var block, _, _)
                    ? List.of(message, Message.Propose.passedOn(invalid(block)))
                    : List.of(message);
        }

        private SignedBlock invalid(SignedBlock below) {
            Header h = below.block().header();
            return part().sign(Block.of(new Header(h.chainId(), h.epoch(), h.view(), h.height() + 1, below.id(),
                    Block.payloadRoot(List.of()), part().self(), Long.MAX_VALUE, Digest.ZERO, h.stateHeight(),
                    h.stateRoot()), List.of()));
        }
    }

    /** Does not want to know what one member reports. */
    private static final class Picky extends Liar {

        Picky(Part part) {
            super(part);
        }

        @Override
        boolean admits(Input input) {
            return !(input instanceof Input.Received(var message)
                    && message.message() instanceof Message.Change(var change) && change.voter() == WITNESS);
        }

        @Override
        List<Message> told(int to, Message message) {
            return List.of(message);
        }
    }

    @Override
    public String sentence() {
        return "III-C: if the new master node receives 2f+1 VIEW-CHANGE messages, it will select the nearest "
                + "checkpoint";
    }

    @Override
    public String remedy() {
        return "any n-f reports, however picked, show what may be decided; everybody computes the selection anew";
    }

    @Override
    public Reading reading() {
        return Reading.decided();
    }

    @Override
    Scene scene() {
        Scene scene = new Scene().lies(0, Spoiler::new).confirmsReachOnly(WITNESS, 1)
                .hold((from, _, message) -> from == WITNESS
                        && !(message instanceof Message.Change || message instanceof Message.Decided));
        return picks ? scene.lies(1, Picky::new) : scene;
    }
}
