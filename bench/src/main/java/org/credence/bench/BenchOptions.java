package org.credence.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.credence.base.Limits;
import org.credence.bench.load.MeterWorkload;
import org.credence.consensus.protocol.Protocol;
import org.credence.node.NodeService;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;

/**
 * What a run does.
 *
 * @param protocol         which consensus they run
 * @param members          members, each a process: 4 to 31
 * @param sizeBytes        bytes of a transaction's payload; readings fill them as far as they go
 * @param seconds          measured time, 1 to 86,400
 * @param warmupSeconds    time under load before that, 0 to 3,600
 * @param clients          independent clients, 1 to 256; client i uses the API of member i mod members
 * @param outstanding      undecided transactions of one client at the most, 1 to 100,000
 * @param perRequest       transactions of one request at the most
 * @param ratePerSecond    transactions offered per second by all clients together, whatever becomes of the earlier ones
 *                         (open loop);
 *                         0 offers the next one when an earlier one is decided (closed loop)
 * @param payload          what the transactions carry
 * @param clientSignatures whether clients sign and members check it; only {@link Payload#OPAQUE} can do without
 * @param meters           registered meters, or senders of opaque bytes: at least {@code clients}, at most 100,000
 * @param workDirectory    where the directory of the run is made; empty for the system's temporary directory
 * @param keep             whether that directory stays
 * @param epochBlocks      blocks of an epoch; 0 for one without end, as with unsigned transactions and without
 *                         epochs in the protocol
 * @param memberJvmOptions options of the members' JVMs, in place of {@link #MEMBER_JVM}
 */
public record BenchOptions(Protocol protocol, int members, int sizeBytes, int seconds, int warmupSeconds, int clients,
        int outstanding, int perRequest, int ratePerSecond, Payload payload, boolean clientSignatures, int meters,
        Optional<Path> workDirectory, boolean keep, int epochBlocks, List<String> memberJvmOptions) {

    /**
     * Options for a member's JVM beside others on few cores; docs/benchmarks.md has the measurements behind them. Less
     * inlining takes a quarter off what compiling costs in the first minutes, huge pages three quarters off a young
     * collection, and lower thresholds a tenth off all work: what is called once in a block is compiled within two
     * minutes then.
     * While a member collects, whoever needs its vote waits, and that takes as long as much is under way, whatever the
     * young space is: it is wide enough for few collections, and what outlives three is old.
     */
    public static final List<String> MEMBER_JVM = List.of("-Xms512m", "-Xmx512m", "-Xmn256m",
            "-XX:SurvivorRatio=8", "-XX:MaxTenuringThreshold=3", "-XX:+UseTransparentHugePages", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=4", "-XX:FreqInlineSize=100", "-XX:InlineSmallCode=1000", "-XX:MaxInlineLevel=9",
            "-XX:CompileThresholdScaling=0.2");

    private static final int MOST_MEMBERS = 31;
    private static final int MOST_RATE = 10_000_000;

    /**
     * Four members, signed readings of 128 bytes, a closed loop of 4 × 500 transactions, 30 s after 120 s of warm-up.
     */
    public static final BenchOptions DEFAULT = new BenchOptions(Protocol.CBFT, 4, 128, 30, 120, 4, 500, 50, 0,
            Payload.METERING, true, 1_000, Optional.empty(), false, Genesis.Epochs.USUAL_BLOCKS, MEMBER_JVM);

    public BenchOptions {
        memberJvmOptions = List.copyOf(memberJvmOptions);
        within("--members", members, Genesis.FEWEST, MOST_MEMBERS);
        switch (payload) {
            case METERING -> within("--size", sizeBytes, MeterWorkload.LEAST_BYTES, MeterWorkload.MOST_BYTES);
            case OPAQUE -> within("--size", sizeBytes, 0, Limits.PAYLOAD_BYTES);
        }
        within("--seconds", seconds, 1, 86_400);
        within("--warmup", warmupSeconds, 0, 3_600);
        within("--clients", clients, 1, 256);
        within("--outstanding", outstanding, 1, 100_000);
        within("--per-request", perRequest, 1, NodeService.MOST_SUBMITTED);
        within("--rate", ratePerSecond, 0, MOST_RATE);
        if (epochBlocks != 0) {
            within("--epoch-blocks", epochBlocks, Genesis.Epochs.FEWEST_BLOCKS, Genesis.Epochs.MOST_BLOCKS);
        }
        within("--meters", meters, clients, 100_000);
        if (!clientSignatures && payload == Payload.METERING) {
            throw new BenchInvalid("--client-signatures", "off", "on unless --payload is opaque");
        }
    }

    /**
     * The epochs of the run's chain. Where nobody has to sign, anybody could report as a member: then there are none.
     */
    public Optional<Genesis.Epochs> genesisEpochs() {
        return epochBlocks > 0 && protocol.hasEpochs() && clientSignatures
                ? Optional.of(new Genesis.Epochs(epochBlocks, CreditModels.shipped().digest()))
                : Optional.empty();
    }

    /** Whether transactions are offered at a rate. */
    public boolean openLoop() {
        return ratePerSecond > 0;
    }

    /** Requests that one client may have under way: as many as its outstanding transactions fill. */
    public int connectionsPerClient() {
        return Math.ceilDiv(outstanding, perRequest);
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BenchInvalid(option, value, least + " to " + most);
        }
    }
}
