package org.credence.lab.figure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure of the paper and how it is repeated.
 *
 * @param name    of the experiment
 * @param title   what is shown
 * @param paper   what the paper shows and says
 * @param method  how it is measured here
 * @param claim   what must hold
 * @param slopes  whether the claim is also about what adding members does
 * @param metrics what is measured; the first is what the claim is about
 */
public record Figure(String name, String title, String paper, String method, String claim, boolean slopes,
        Load load, List<Metric> metrics) {

    /** Figure 1. */
    public static final Figure THROUGHPUT = new Figure("cbft-throughput",
            "Throughput against members: CBFT and PBFT (figure 1 of the CBFT paper)", """
                    Figure 1 (IV-A) compares CBFT with the PBFT of Hyperledger Fabric 0.6 at 4, 5 and 6 nodes, \
                    MaxMessages 20, in curves without numbers. The text says: both fall as nodes are added, CBFT is \
                    higher and falls more slowly. It gives fewer view changes as the reason; here no view fails, so \
                    what is seen is the missing vote round.""", """
                    Clients keep 8 batches under way at every correct member but the leader; each block holds one \
                    batch, and the leader proposes the next when the last is decided. Measured is formula (1): \
                    transactions of the measured blocks divided by the time from the leader's decision before the \
                    first to its decision of the last.""",
            "CBFT commits at least as many transactions per second as PBFT at every point, and where that falls as "
                    + "members are added CBFT falls no more than PBFT",
            true, Load.SATURATED,
            List.of(new Metric("transactionsPerSecond", "transactions per second", true, true,
                    Sample::transactionsPerSecond)));

    /** Figure 2. */
    public static final Figure DELAY = new Figure("cbft-delay",
            "Delay against members: CBFT and PBFT (figure 2 of the CBFT paper)", """
                    Figure 2 (IV-B) compares the same by consensus delay, formula (2): from when the leader begins to \
                    broadcast the proposal to when consensus about the block is complete; again curves without \
                    numbers. The text says: CBFT is lower.""", """
                    One batch is under way at a time, handed in at the member after the leader, so that nothing waits \
                    in a queue. The consensus delay goes from the leader's PROPOSE to the decision, at every correct \
                    member; the submission delay from when clients hand the batch in to the decision of the member \
                    that took it in.""",
            "CBFT's mean consensus delay is at most PBFT's at every point", false, Load.SINGLE,
            List.of(delay("consensusMeanMs", "consensus delay, mean, ms", true, s -> s.consensus().meanMs()),
                    delay("consensusP50Ms", "consensus delay, p50, ms", false, s -> s.consensus().p50Ms()),
                    delay("consensusP95Ms", "consensus delay, p95, ms", false, s -> s.consensus().p95Ms()),
                    delay("submissionMeanMs", "submission delay, mean, ms", true, s -> s.submission().meanMs()),
                    delay("submissionP50Ms", "submission delay, p50, ms", false, s -> s.submission().p50Ms()),
                    delay("submissionP95Ms", "submission delay, p95, ms", false, s -> s.submission().p95Ms())));

    private static Metric delay(String id, String title, boolean drawn, ToDoubleFunction<Sample> of) {
        return new Metric(id, title, false, drawn, of);
    }

    public Figure {
        metrics = List.copyOf(metrics);
    }
}
