package org.credence.node;

import java.net.InetSocketAddress;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.pipeline.Mempool;

/**
 * One member's own settings.
 *
 * @param data      where it keeps everything
 * @param genesis   its chain
 * @param peerBind  where it listens for other members
 * @param workers   threads that check signatures
 * @param mempool   how many transactions may be under way
 * @param bench     whether it may run a chain that is made for measuring
 * @param retention how much of the chain it keeps
 */
public record NodeConfig(DataDirectory data, Genesis genesis, InetSocketAddress peerBind, int workers,
        Mempool.Bounds mempool, boolean bench, Retention retention) {

    /**
     * What suits most: a thread per processor, at most 50,000 transactions of 32 MiB under way, the whole chain kept.
     */
    public static NodeConfig of(DataDirectory data, Genesis genesis, InetSocketAddress peerBind) {
        return new NodeConfig(data, genesis, peerBind, Runtime.getRuntime().availableProcessors(),
                new Mempool.Bounds(50_000, 32L * 1024 * 1024), false, Retention.all());
    }

    /** The same for a bench harness. */
    public NodeConfig forBench() {
        return new NodeConfig(data, genesis, peerBind, workers, mempool, true, retention);
    }

    /** The same with another part of the chain kept. */
    public NodeConfig retaining(Retention other) {
        return new NodeConfig(data, genesis, peerBind, workers, mempool, bench, other);
    }
}
