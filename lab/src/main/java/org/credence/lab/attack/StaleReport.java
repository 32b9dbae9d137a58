package org.credence.lab.attack;

import java.util.List;
import java.util.Optional;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.SignedBlock;

/**
 * A-C8. Members 0, 1 and 3 CONFIRM A, member 3 alone hears it, decides A and is cut off; member 2 never saw A.
 * Member 1 lets view 1, which it would lead, never start, and then reports a block B that it signed for that view. A
 * and B have one report each, and B was made with the lower digest.
 */
final class StaleReport extends Attack {

    /** The leader of view 1, which never starts. */
    private static final int FORGER = 1;

    /** Reports a block of a view that never started. */
    private static final class Forger extends Liar {
        private Optional<SignedBlock> seen = Optional.empty();

        Forger(Part part) {
            super(part);
        }

        /** Sees no complaint for the view that it is not to open. */
        @Override
        boolean admits(Input input) {
            if (input instanceof Input.Received(var message)) {
                if (message.message() instanceof Message.Propose(var block, _, _) && seen.isEmpty()) {
                    seen = Optional.of(block);
                }
                return !(message.message() instanceof Message.Change(var change) && change.newView() == 1);
            }
            return true;
        }

        @Override
        List<Message> told(int to, Message message) {
            return message instanceof Message.Change(var change) && change.newView() == 2
                    ? seen.<List<Message>>map(a -> List.of(claim(change, a.block()))).orElse(List.of())
                    : List.of(message);
        }

        private Message claim(ViewChange change, Block a) {
            SignedBlock b = part().sign(lower(a));
            return part().sign(new ViewChange(change.epoch(), change.newView(), change.voter(), change.leader(),
                    change.decided(), Optional.empty(), Optional.of(b.ref()), List.of(b), List.of(), List.of(),
                    UNSIGNED));
        }

        /** Like A, of view 1, with a lower digest. */
        private Block lower(Block a) {
            Block b = changed(a, 1, part().self(), a.header().timeMs() + 1);
            while (b.id().compareTo(a.id()) >= 0) {
                b = changed(b, 1, part().self(), b.header().timeMs() + 1);
            }
            return b;
        }
    }

    StaleReport() {
        super("A-C8", "a report from a view that never started", Harm.FORK, 4);
    }

    @Override
    public String sentence() {
        return "III-C: the node verifies that ... the Q set information are legal";
    }

    @Override
    public String remedy() {
        return "a report of a view counts only with the certificate that opened it";
    }

    @Override
    Scene scene() {
        return new Scene().lies(FORGER, Forger::new).confirmsReachOnly(3, 1).cutOff(3, 1)
                .hold((_, to, message) -> to == 2 && message instanceof Message.Propose(var block, _, _)
                        && block.block().view() == 0);
    }
}
