package org.credence.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What a run measured. The names of the components are the field names of its JSON form and never change;
 * docs/benchmarks.md says how each
 * is measured.
 *
 * @param settings                      what was run, and on what
 * @param throughputTps                 accepted transactions per second: the median of the measured seconds
 * @param throughputMeanTps             the mean of the measured seconds
 * @param throughputLeastTps            the poorest measured second
 * @param p50Ms                         median latency in milliseconds
 * @param p99Ms                         latency that 99 % do not exceed
 * @param p999Ms                        latency that 99.9 % do not exceed
 * @param maxMs                         longest latency
 * @param verificationsPerSecondPerCore Ed25519 verifications, measured before the members start
 * @param boundTps                      cores × that ÷ (f + 1)
 * @param boundRatio                    throughputTps ÷ boundTps
 * @param acknowledged                  transactions of the whole run that clients were told are decided and accepted
 * @param rejected                      refused, or decided without effect
 * @param rejectedBy                    those by reason
 * @param undecided                     sent, and no decision within the answer's time limit
 * @param unsent                        open loop only: due, but never sent since all connections were waiting
 * @param retriedRequests               requests sent again since a member was busy or did not answer
 * @param lost                          acknowledged transactions that some member's chain on disk does not hold, summed
 *                                      over the members
 * @param lostChecked                   acknowledged transactions that were looked for one by one
 * @param rootsEqual                    whether all members have the same state root at the same height after the run
 * @param height                        that height
 * @param decisionsPerSecond            blocks per second, measured span
 * @param transactionsPerBlock          measured span
 * @param fastLaneRate                  share of blocks decided by CONFIRMs alone, over all members
 * @param messagesPerDecision           messages between members, all members together, per block
 * @param bytesPerDecision              their bytes before TLS
 * @param syncsPerDecision              syncs of the journal, per member and block
 * @param viewChanges                   views left by any member during the measured span
 * @param generatorCpuMsPerThousand     processor milliseconds of the load generator per thousand transactions: signing
 *                                      included
 * @param members                       figures of each member
 */
public record BenchResult(Settings settings, double throughputTps, double throughputMeanTps, double throughputLeastTps,
        double p50Ms, double p99Ms, double p999Ms, double maxMs, double verificationsPerSecondPerCore, double boundTps,
        double boundRatio, long acknowledged, long rejected, SortedMap<String, Long> rejectedBy, long undecided,
        long unsent, long retriedRequests, long lost, long lostChecked, boolean rootsEqual, long height,
        double decisionsPerSecond, double transactionsPerBlock, double fastLaneRate, double messagesPerDecision,
        double bytesPerDecision, double syncsPerDecision, double viewChanges, double generatorCpuMsPerThousand,
        List<MemberFigures> members) {

    public BenchResult {
        members = List.copyOf(members);
    }

    /**
     * What was run, and on what: figures of other settings do not compare.
     *
     * @param protocol         which consensus
     * @param members          how many
     * @param f                faulty members tolerated
     * @param p                members that may be silent on the fast lane
     * @param payload          {@code metering} or {@code opaque}
     * @param sizeBytes        payload bytes asked for
     * @param readings         readings of one transaction; 0 for opaque
     * @param clientSignatures whether transactions are signed and checked
     * @param tls              whether links between members are encrypted: always
     * @param diskSync         whether promises are synced to disk before they are sent: always
     * @param ratePerSecond    offered; 0 for a closed loop
     * @param cores            of this machine, shared by all members and the load generator
     * @param epochBlocks      blocks of an epoch; 0 if there is one only
     * @param provider         of signatures
     * @param system           operating system and architecture
     */
    public record Settings(String protocol, int members, int f, int p, String payload, int sizeBytes, int readings,
            boolean clientSignatures, boolean tls, boolean diskSync, int clients, int outstanding, int perRequest,
            int ratePerSecond, int meters, int warmupSeconds, int seconds, int cores, int epochBlocks, String provider,
            String jvm,
            List<String> memberJvmOptions, String system) {}

    /**
     * One member's share.
     *
     * @param cpuMsPerThousand processor milliseconds per thousand transactions accepted by all
     * @param cpuShare         of one core, measured span
     * @param heapMiB          heap in use at the end, garbage included
     * @param residentMiB      resident memory at the end; 0 where the system does not tell
     * @param messagesOut      messages sent by type, measured span
     */
    public record MemberFigures(int index, double cpuMsPerThousand, double cpuShare, double heapMiB,
            double residentMiB, SortedMap<String, Double> messagesOut) {}

    /** What must never be; empty if all is well. A run with any of these has failed. */
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        if (lost > 0) {
            violations.add(lost + " acknowledged transactions are missing on some member's disk");
        }
        if (!rootsEqual) {
            violations.add("the members do not have the same state root at the same height");
        }
        if (acknowledged == 0) {
            violations.add("nothing was decided");
        }
        return violations;
    }
}
