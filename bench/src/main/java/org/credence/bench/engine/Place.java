package org.credence.bench.engine;

import java.net.InetSocketAddress;
import java.util.List;
import org.credence.consensus.part.Committee;
import org.credence.crypto.KeyPair;
import org.credence.node.transport.FrameHandler;
import org.credence.node.transport.Identity;
import org.credence.node.transport.PeerAddress;
import org.credence.node.transport.PeerNetwork;
import org.slf4j.helpers.NOPLogger;

/** Who a member is, and where it and the others listen. */
record Place(Committee committee, int self, KeyPair pair, List<PeerAddress> addresses) {

    Place {
        addresses = List.copyOf(addresses);
    }

    String name() {
        return "member-" + self;
    }

    /** Listens, and begins to dial the others. */
    PeerNetwork network(FrameHandler handler) {
        PeerAddress own = addresses.get(self);
        return PeerNetwork.open(
                new PeerNetwork.Config(self, addresses, new InetSocketAddress(own.host(), own.port())),
                Identity.of(pair, name()), handler, NOPLogger.NOP_LOGGER);
    }
}
