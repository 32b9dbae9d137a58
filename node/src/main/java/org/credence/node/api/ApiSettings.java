package org.credence.node.api;

import java.time.Duration;
import org.credence.node.genesis.ConfigInvalid;

/**
 * Where the API listens and what it lets a client use.
 *
 * @param host             address to bind; anything but the loopback needs a proxy in front that speaks TLS
 * @param port             0 for any free port
 * @param connections      open connections at the most; the idlest makes room for a newcomer
 * @param bodyBytes        bytes of a request's body
 * @param headerBytes      bytes of a request's line and headers
 * @param idleTimeout      a connection without traffic is closed after this long
 * @param headTimeout      a request's line and headers must be complete within this long of their first byte
 * @param bytesPerSecond   least rate at which a body must arrive
 * @param subscribers      open block streams at the most
 * @param subscriberEvents blocks that wait for one slow subscriber before it is dropped
 * @param sendBufferBytes  what the kernel may hold for one slow reader
 */
public record ApiSettings(String host, int port, int connections, int bodyBytes, int headerBytes, Duration idleTimeout,
        Duration headTimeout, int bytesPerSecond, int subscribers, int subscriberEvents, int sendBufferBytes) {

    /** Fewest connections: some for each member's clients and its operators. */
    private static final int LEAST_CONNECTIONS = 8;

    public ApiSettings {
        require("api.port", port >= 0 && port <= 65_535, port, "0 to 65535");
        require("api.connections", connections >= LEAST_CONNECTIONS, connections, "at least " + LEAST_CONNECTIONS);
        require("api.bodyBytes", bodyBytes >= 1024, bodyBytes, "at least 1024");
        require("api.headerBytes", headerBytes >= 1024, headerBytes, "at least 1024");
        require("api.subscribers", subscribers >= 1 && subscribers < connections, subscribers,
                "at least 1 and less than api.connections");
        require("api.subscriberEvents", subscriberEvents >= 1, subscriberEvents, "at least 1");
    }

    /** What a member uses unless told otherwise. */
    public static ApiSettings standard(String host, int port) {
        return new ApiSettings(host, port, 1024, 4 * 1024 * 1024, 8 * 1024, Duration.ofSeconds(30),
                Duration.ofSeconds(10), 1024, 64, 256, 256 * 1024);
    }

    private static void require(String field, boolean holds, int value, String limit) {
        if (!holds) {
            throw new ConfigInvalid(field, "is " + value, limit);
        }
    }
}
