package org.credence.consensus.engine;

import java.util.List;
import org.credence.base.Digest;

/**
 * Where a replica stands, for operators, metrics and {@code credence why}.
 *
 * @param stage          what it is doing
 * @param leader         committee index of the view's leader
 * @param decidedHeight  highest decided height
 * @param decidedId      block decided there
 * @param waits          what it waits for, the most important first
 * @param pendingBatches certified batches not yet ordered
 * @param nextBatch      sequence its own next batch must have
 * @param openBatches    its own batches not yet ordered; at most {@link org.credence.base.Limits#AUTHOR_WINDOW}
 * @param peers          what the members said of themselves last, by member; its own entry included
 */
public record Status(String protocol, int epoch, long view, Stage stage, int leader, long decidedHeight,
        Digest decidedId,
        List<Wait> waits, int pendingBatches, long nextBatch, int openBatches, List<Peer> peers) {

    /** The named states of a replica. */
    public enum Stage {
        /** Before {@link Input.Started}. */
        NEW,
        /** Votes in its view. */
        ACTIVE,
        /** Has left its view and waits for the next one to open. */
        CHANGING,
        /** Knows that others decided more, and fetches it. */
        CATCHING_UP
    }

    /**
     * One thing waited for.
     *
     * @param what        in words, such as {@code CONFIRM of height 17}
     * @param have        votes or messages at hand
     * @param need        how many it takes
     * @param missing     members not heard of
     * @param sinceMicros when the wait began, on the engine's clock
     */
    public record Wait(String what, int have, int need, List<Integer> missing, long sinceMicros) {}

    /**
     * What a member last said of itself.
     *
     * @param heardMicros when, on the engine's clock; negative if never
     */
    public record Peer(int member, long view, long decidedHeight, long heardMicros) {}
}
