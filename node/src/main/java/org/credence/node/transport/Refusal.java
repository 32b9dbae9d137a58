package org.credence.node.transport;

/** Why a connection or a frame was refused. */
public enum Refusal {
    /** The other end has proven a key, but not one of a member expected there. */
    STRANGER,
    /** Not done with the handshake in time. */
    HANDSHAKE_TIMEOUT,
    /** Spoke something else than TLS 1.3, had no certificate, or left. */
    HANDSHAKE_FAILED,
    /** Too many connections were in their handshake; this one had waited longest. */
    TOO_MANY_CONNECTIONS,
    /** Announced more bytes than a frame may have. */
    FRAME_TOO_LARGE,
    /** Announced no bytes. */
    FRAME_EMPTY,
    /** Broke off inside a frame. */
    FRAME_CUT,
    /** A frame that does not decode. */
    MALFORMED,
    /** A message with a signature that does not verify. */
    FORGED,
    /** Did not take or answer anything for too long. */
    SLOW_PEER,
    /** A frame of ours dropped because too much waits for that member already. */
    QUEUE_FULL,
    /** A frame of ours dropped because that member is not connected. */
    NOT_CONNECTED,
    /** The other end closed the connection before it took us for a member. */
    REFUSED_BY_PEER
}
