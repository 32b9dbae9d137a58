package org.credence.base.codec;

import java.util.List;

/** The first byte of everything that stands alone on a wire or a disk. Numbers are never reused. */
public enum WireType {
    TRANSACTION(0x01),
    BATCH(0x02),
    BLOCK(0x03),
    CERTIFICATE(0x04),
    DECISION(0x05),
    RECEIPT(0x06),
    PROOF(0x07),
    PROPOSE(0x10),
    CONFIRM(0x11),
    COMMIT(0x12),
    REJECT(0x13),
    VIEW_CHANGE(0x14),
    NEW_VIEW(0x15),
    VIEW_READY(
            0x16),
    VIEW_OPENED(0x17),
    ACCUSATION(0x18),
    BATCH_OFFER(0x19),
    BATCH_VOTE(0x1a),
    BATCH_CERTIFIED(
            0x1b),
    HEARTBEAT(0x1c),
    BLOCK_REQUEST(0x1d),
    DECISION_REQUEST(0x1e),
    DECIDED(0x1f),
    BATCH_REQUEST(0x20),
    BATCH_BODY(0x21),
    PING(0x22),
    PONG(0x23),
    BLOCKS_DROPPED(0x24),
    RELAY(0x25),
    RAFT_APPEND(0x28),
    RAFT_APPENDED(0x29),
    RAFT_MISMATCH(0x2a),
    RAFT_BEHIND(0x2b),
    RAFT_VOTE_REQUEST(0x2c),
    RAFT_VOTE(0x2d),
    PROMISE(0x30),
    GENESIS(0x31),
    PBFT_VIEW_CHANGE(0x39),
    PBFT_NEW_VIEW(0x3a);

    /** The only version of every type so far: the second byte. */
    public static final int VERSION = 1;

    private static final List<WireType> ALL = List.of(values());

    private final int code;

    WireType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /**
     * The type with this first byte.
     *
     * @throws Malformed if there is none
     */
    public static WireType of(int code) {
        for (WireType type : ALL) {
            if (type.code == code) {
                return type;
            }
        }
        throw new Malformed("type", "unknown code " + code);
    }
}
