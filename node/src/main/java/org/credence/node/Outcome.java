package org.credence.node;

import org.credence.base.Digest;

/**
 * What became of a transaction that a decided block holds.
 *
 * @param transaction its id
 * @param height      height of the block
 * @param index       its place among the block's transactions, from 0
 * @param code        0 if it took effect, else the application's stable number of the reason
 * @param reason      the reason in words, empty if it took effect
 */
public record Outcome(Digest transaction, long height, int index, int code, String reason) {

    public boolean accepted() {
        return code == 0;
    }
}
