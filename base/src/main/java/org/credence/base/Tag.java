package org.credence.base;

import java.nio.charset.StandardCharsets;

/** Domain tags: no digest or signature made for one purpose can be taken for another (P§0.3). */
public enum Tag {
    CHAIN("credence/chain"),
    TRANSACTION("credence/tx"),
    BATCH("credence/batch"),
    AVAILABLE("credence/available"),
    BLOCK("credence/block"),
    CONFIRM("credence/confirm"),
    COMMIT("credence/commit"),
    REJECT("credence/reject"),
    VIEW_CHANGE("credence/view-change"),
    NEW_VIEW("credence/new-view"),
    VIEW_READY("credence/view-ready"),
    OPENING("credence/opening"),
    PBFT_VIEW_CHANGE("credence/pbft-view-change"),
    PBFT_NEW_VIEW("credence/pbft-new-view"),
    STATE_LEAF("credence/state-leaf"),
    STATE_NODE("credence/state-node"),
    STATE("credence/state"),
    READING("credence/reading"),
    CREDIT_MODEL("credence/credit-model"),
    RANK("credence/rank"),
    EPOCH_SEED("credence/epoch-seed"),
    FAULT("credence/fault"),
    SEAT("credence/seat"),
    PROPOSAL("credence/proposal");

    // Read only inside this package, which never writes to it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final byte[] bytes;

    Tag(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        bytes = new byte[ascii.length + 1];
        bytes[0] = (byte) ascii.length;
        System.arraycopy(ascii, 0, bytes, 1, ascii.length);
    }

    /** A copy of the tag as hashed: one length byte, then ASCII. For hot paths that lay out their own input. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The tag as hashed: one length byte, then ASCII. */
    byte[] bytes() {
        return bytes;
    }
}
