package org.credence.node.transport;

import java.util.List;
import org.credence.base.PublicKey;

/**
 * Where a member is reached, and what it must prove to be.
 *
 * @param member index in the committee
 * @param keys   its identity, first the present one; an earlier one while it may not know yet that it has another
 * @param host   name or address; looked up at each attempt to connect
 * @param port   1 to 65535
 */
public record PeerAddress(int member, List<PublicKey> keys, String host, int port) {

    public PeerAddress {
        keys = List.copyOf(keys);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: is " + port + ", must be 1 to 65535");
        }
    }

    public PeerAddress(int member, PublicKey key, String host, int port) {
        this(member, List.of(key), host, port);
    }
}
