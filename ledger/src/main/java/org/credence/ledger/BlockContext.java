package org.credence.ledger;

/**
 * What a transaction may know of the block it is in.
 *
 * @param height the block's height
 * @param timeMs the block's agreed time, milliseconds since 1970
 */
public record BlockContext(long height, long timeMs) {}
