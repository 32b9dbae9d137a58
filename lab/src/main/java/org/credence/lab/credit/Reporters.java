package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Quorum;
import org.credence.ledger.epoch.Operation;
import org.credence.ledger.epoch.Report;
import org.credence.ledger.observation.Measured;
import org.credence.ledger.observation.Observatory;
import org.credence.simulator.setup.Listener;

/**
 * Every member's part in the table, as a node has it: it measures the others by what it hears, keeps proofs of
 * misbehaviour, and reports. An idealisation: reports and proofs do not travel as transactions in the last blocks of
 * the epoch; whoever is up when the epoch ends has them entered at that moment.
 */
final class Reporters implements Listener {

    /** A node pings some hundred times in an epoch. */
    private static final int PINGS = 100;

    private final EpochLength length;
    private final Links links;
    private final IntPredicate up;
    private final List<Observatory> observatories;
    private final List<Set<Evidence>> proofs = new ArrayList<>();

    /** @param up whether the member is not cut off now */
    Reporters(Quorum quorum, EpochLength length, Links links, IntPredicate up) {
        this.length = length;
        this.links = links;
        this.up = up;
        observatories = IntStream.range(0, quorum.n()).mapToObj(member -> new Observatory(member, quorum)).toList();
        observatories.forEach(_ -> proofs.add(new LinkedHashSet<>()));
    }

    @Override
    public void sent(long nowMicros, int member, Message message) {
        observatories.get(member).saw(member, message, 1_000 * nowMicros);
    }

    @Override
    public void received(long nowMicros, int member, int sender, Message message) {
        observatories.get(member).saw(sender, message, 1_000 * nowMicros);
    }

    @Override
    public void decided(long nowMicros, int member, Decision decision) {
        long height = decision.height();
        Observatory observatory = observatories.get(member);
        if (height == length.base(length.epochOf(height)) + 1) {
            observatory.begin();
        }
        observatory.decided(height, decision.block().id());
        if (height % Math.max(1, length.blocks() / PINGS) == 0 && up.test(member)) {
            IntStream.range(0, observatories.size()).filter(other -> other != member && up.test(other))
                    .forEach(other -> observatory.answered(other, links.roundTripNanos(member, other)));
        }
    }

    @Override
    public void accused(int member, Evidence evidence) {
        proofs.get(member).add(evidence);
    }

    /** The epoch is over: who is up reports, unless it has measured nothing, and shows its proofs. */
    void close(Books books) {
        int epoch = books.record().number();
        for (int member = 0; member < observatories.size(); member++) {
            List<Measured> measured = observatories.get(member).measured();
            if (!up.test(member)) {
                continue;
            }
            if (measured.getFirst().blocks() > 0) {
                books.report(member, new Report(epoch,
                        measured.stream().map(of -> of.seen(length.blocks())).toList()));
            }
            for (Evidence evidence : proofs.get(member)) {
                books.accuse(member, new Operation.Accuse(evidence));
            }
        }
        books.close();
    }
}
