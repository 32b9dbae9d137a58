package org.credence.lab.attack;

import java.util.List;
import org.credence.base.block.Block;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.SignedBlock;

/**
 * A-C10. The primary 0 shows member 1 an invalid block. Member 1 complains, alone: nobody joins, and it goes from
 * view to view while the others decide with the primary. At height 10 the primary falls silent. Members 2 and 3 now
 * leave view after view too, but at the same pace: they never meet member 1, and two are not 2f+1.
 */
final class LoneComplaint extends Attack {

    private static final long LAST_HEIGHT = 10;

    /** Shows one member blocks with an impossible time, then falls silent. */
    private static final class Spoiler extends Liar {
        private final int spoiled;

        Spoiler(Part part, int spoiled) {
            super(part);
            this.spoiled = spoiled;
        }

        @Override
        List<Message> told(int to, Message message) {
            if (status().decidedHeight() >= LAST_HEIGHT) {
                return List.of();
            }
            boolean spoils = to == spoiled && message instanceof Message.Propose(var block, _, _)
                    && block.block().header().proposer() == part().self();
            return List.of(spoils && message instanceof Message.Propose(var block, _, _) ? spoil(block) : message);
        }

        private Message spoil(SignedBlock block) {
            Block future = changed(block.block(), block.block().view(), part().self(), Long.MAX_VALUE);
            return Message.Propose.passedOn(part().sign(future));
        }
    }

    LoneComplaint() {
        super("A-C10", "complaints that nobody joins", Harm.HALT, 4);
    }

    @Override
    public String sentence() {
        return "III-C: when the slave node detects that a timeout is detected or the master node has an error, a view "
                + "change message is broadcast";
    }

    @Override
    public String remedy() {
        return "f+1 complaints make everybody join, waits grow, and whoever is behind is sent the newest view";
    }

    @Override
    Scene scene() {
        return new Scene().lies(0, part -> new Spoiler(part, 1));
    }
}
