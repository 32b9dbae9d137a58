package org.credence.base;

/** What one encoded thing may hold at the most. Every decoder checks these before it allocates. */
public final class Limits {

    /** Members of a committee. */
    public static final int COMMITTEE = 256;
    /** Bytes of a transaction's payload. */
    public static final int PAYLOAD_BYTES = 64 * 1024;
    /** Bytes of an encoded transaction. */
    public static final int TRANSACTION_BYTES = PAYLOAD_BYTES + 256;
    /** Transactions in a batch. */
    public static final int BATCH_TRANSACTIONS = 8192;
    /** Bytes of a batch's transactions together. */
    public static final int BATCH_BYTES = 1024 * 1024;
    /** Batch references in a block. */
    public static final int BLOCK_BATCHES = 64;
    /** Bytes of the transactions of a block's batches together: a decided block and its bodies fit into a frame. */
    public static final int BLOCK_BYTES = 8 * 1024 * 1024;
    /** Undecided heights above the last decided one: the pipelining window W of P§1.3. */
    public static final int WINDOW = 16;
    /**
     * Undecided heights that can pile up: a full window, then one empty block for every view that opens and decides
     * nothing.
     */
    public static final int UNDECIDED = 64;
    /** Batches of one author that may wait for their place in the chain. */
    public static final int AUTHOR_WINDOW = 32;
    /** Bytes of any frame between members. */
    public static final int FRAME_BYTES = 16 * 1024 * 1024;

    private Limits() {}
}
