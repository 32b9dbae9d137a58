package org.credence.node.transport;

import org.credence.base.PublicKey;

/**
 * Where a member is reached, and what it must prove to be.
 *
 * @param member index in the committee
 * @param key    its identity
 * @param host   name or address; looked up at each attempt to connect
 * @param port   1 to 65535
 */
public record PeerAddress(int member, PublicKey key, String host, int port) {

    public PeerAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: is " + port + ", must be 1 to 65535");
        }
    }
}
