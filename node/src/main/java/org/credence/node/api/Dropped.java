package org.credence.node.api;

/** Why the API closed a connection before its time: a label of its counter. */
enum Dropped {
    /** It was the idlest when there were as many as may be. */
    CONNECTION_LIMIT,
    /** A request's line and headers took too long. */
    SLOW_REQUEST,
    /** A subscriber took blocks more slowly than they were decided. */
    SLOW_READER,
    /** A subscriber went away. */
    SUBSCRIBER_GONE
}
