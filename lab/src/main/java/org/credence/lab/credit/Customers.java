package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.block.BatchRef;
import org.credence.consensus.part.Decision;
import org.credence.lab.figure.Testbed;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Clients;

/**
 * Hand batches in, think when one is decided, and hand in the next: about twenty batches a second in the whole
 * consortium, so that blocks come a few at a time and not as fast as they can.
 */
final class Customers implements Clients {

    private static final int WINDOW = 2;
    private static final long BATCHES_PER_SECOND = 20;

    private final Plan plan;
    private final int patient;
    private final long pauseMicros;
    private final List<Chance> chances = new ArrayList<>();
    private final List<List<Long>> handedIn = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private final long[] heights;
    private long endedMicros;

    /** @param patient whose customers' delays do not count, and for whom the end does not wait */
    Customers(Plan plan, int patient, Chance chance) {
        this.plan = plan;
        this.patient = patient;
        pauseMicros = 1_000_000L * WINDOW * plan.members() / BATCHES_PER_SECOND;
        heights = new long[plan.members()];
        for (int member = 0; member < plan.members(); member++) {
            chances.add(chance.split());
            handedIn.add(new ArrayList<>());
        }
    }

    @Override
    public int window(int member) {
        return WINDOW;
    }

    @Override
    public int transactions() {
        return 1;
    }

    @Override
    public int payloadBytes() {
        return Testbed.PAYLOAD_BYTES;
    }

    @Override
    public long pauseMicros(int member) {
        return chances.get(member).exponential(pauseMicros);
    }

    @Override
    public void handedIn(long nowMicros, int member) {
        handedIn.get(member).add(nowMicros);
    }

    @Override
    public void decided(long nowMicros, int member, Decision decision) {
        heights[member] = decision.height();
        if (member == patient || decision.height() > plan.height()) {
            return;
        }
        if (decision.height() == plan.height() && endedMicros == 0) {
            endedMicros = nowMicros;
        }
        for (BatchRef batch : decision.block().batches()) {
            if (batch.head().author() == member) {
                delays.add(nowMicros - handedIn.get(member).get((int) batch.head().sequence() - 1));
            }
        }
    }

    @Override
    public boolean satisfied() {
        for (int member = 0; member < heights.length; member++) {
            if (member != patient && heights[member] < plan.height()) {
                return false;
            }
        }
        return true;
    }

    /** When the first well member had decided the last height. */
    long endedMicros() {
        return endedMicros;
    }

    /** From hand-in to decision, at the member that took the batch in. */
    List<Long> delays() {
        return delays;
    }
}
