package org.credence.lab.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Phase;
import org.credence.simulator.setup.Stage;

/**
 * The schedule of an attack: who lies how, and which messages are held back. Everything else arrives at once, and
 * what is held arrives when the world heals: no message between members is ever lost.
 */
class Scene implements Stage {

    /** When the world heals, in virtual milliseconds. */
    static final long HEALS_MILLIS = 2_000;

    private static final long LATENCY_MICROS = 100;

    /** Which messages are concerned. */
    interface Which {
        boolean concerns(int from, int to, Message message);
    }

    private record Hold(Which which, long untilMillis) {}

    private final TreeMap<Integer, Liar.Maker> lies = new TreeMap<>();
    private final List<Hold> holds = new ArrayList<>();

    /** This member lies. */
    Scene lies(int member, Liar.Maker how) {
        lies.put(member, how);
        return this;
    }

    /** These messages arrive only when the world heals. */
    Scene hold(Which which) {
        return hold(which, HEALS_MILLIS);
    }

    /** These messages do not arrive before that time. */
    Scene hold(Which which, long untilMillis) {
        holds.add(new Hold(which, untilMillis));
        return this;
    }

    /** CONFIRMs of view 0 for that height and above arrive at one member only. */
    Scene confirmsReachOnly(int member, long height) {
        return hold((_, to, message) -> to != member && confirmOfFirstView(message, height));
    }

    /** No CONFIRM of view 0 arrives at this member. */
    Scene confirmsMiss(int member) {
        return hold((_, to, message) -> to == member && confirmOfFirstView(message, 0));
    }

    /**
     * Once that height is proposed the member hears of nothing but view 0 and is not heard: cut off, as far as
     * others can tell.
     */
    Scene cutOff(int member, long height) {
        return hold(new CutOff(member, height));
    }

    private static final class CutOff implements Which {
        private final int member;
        private final long height;
        private boolean underWay;

        CutOff(int member, long height) {
            this.member = member;
            this.height = height;
        }

        @Override
        public boolean concerns(int from, int to, Message message) {
            underWay |= message instanceof Message.Propose(var block, _, _) && block.block().height() >= height;
            boolean hears = message instanceof Message.Propose || confirmOfFirstView(message, 0);
            return underWay && (from == member || to == member && !hears);
        }
    }

    private static boolean confirmOfFirstView(Message message, long height) {
        return message instanceof Message.Ballot ballot && ballot.phase() == Phase.CONFIRM
                && ballot.block().view() == 0 && ballot.block().height() >= height;
    }

    @Override
    public Set<Integer> liars() {
        return lies.keySet();
    }

    /** The member's engine, or the liar in its place. */
    Optional<Liar.Maker> lie(int member) {
        return Optional.ofNullable(lies.get(member));
    }

    @Override
    public long delayMicros(long nowMicros, int from, int to, Message message) {
        long until = 0;
        for (Hold hold : holds) {
            if (hold.which.concerns(from, to, message)) {
                until = Math.max(until, hold.untilMillis * 1_000);
            }
        }
        return Math.max(LATENCY_MICROS, until - nowMicros);
    }
}
