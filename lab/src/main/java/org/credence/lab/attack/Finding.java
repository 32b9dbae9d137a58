package org.credence.lab.attack;

import org.credence.base.Digest;
import org.credence.simulator.result.Violation;

/** What became of one form of a protocol. */
public sealed interface Finding {

    /** Two correct members decided differently. */
    record Fork(long height, int first, Digest firstBlock, int second, Digest secondBlock) implements Finding {

        @Override
        public String brief() {
            return "fork at height " + height;
        }
    }

    /** After healing nothing was decided any more. */
    record Halt(long height, long view) implements Finding {

        @Override
        public String brief() {
            return "halt at height " + height + ", view " + view;
        }
    }

    /** Everything held, and everything was decided after healing. */
    record Held(long height, long view) implements Finding {

        @Override
        public String brief() {
            return "held, height " + height + ", view " + view;
        }
    }

    /** Something else broke, which no attack is meant to show. */
    record Broke(Violation violation) implements Finding {

        @Override
        public String brief() {
            return violation.invariant() + " broken";
        }
    }

    /** In a few words. */
    String brief();

    /** Whether it is the harm that an attack is to do. */
    default boolean shows(Attack.Harm harm) {
        return switch (this) {
            case Fork _ -> harm == Attack.Harm.FORK;
            case Halt _ -> harm == Attack.Harm.HALT;
            case Held _,Broke _ -> false;
        };
    }
}
