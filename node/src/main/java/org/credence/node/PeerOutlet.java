package org.credence.node;

import org.credence.consensus.engine.Audience;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.pipeline.Outlet;
import org.credence.node.transport.PeerNetwork;

/** Encodes a message once, however many receive it, and hands it to the network's queues. */
public final class PeerOutlet implements Outlet {

    private final PeerNetwork network;
    private final NodeMeters meters;
    private final int others;

    /** @param others how many a broadcast reaches, for the meters */
    public PeerOutlet(PeerNetwork network, NodeMeters meters, int others) {
        this.network = network;
        this.meters = meters;
        this.others = others;
    }

    @Override
    public void send(Audience audience, Message message) {
        byte[] frame = MessageCodec.encode(message);
        switch (audience) {
            case Audience.Others() -> {
                network.broadcast(frame);
                meters.messageOut(message.type(), frame.length, others);
            }
            case Audience.One(int member) -> {
                network.send(member, frame);
                meters.messageOut(message.type(), frame.length, 1);
            }
        }
    }
}
