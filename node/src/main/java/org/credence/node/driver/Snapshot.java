package org.credence.node.driver;

import org.credence.consensus.engine.Status;

/**
 * The engine's status as of the last run of inputs, for other threads.
 *
 * @param nowMicros the engine's clock then
 * @param nextTimer the next timer in words, empty if none is armed
 */
public record Snapshot(Status status, long nowMicros, String nextTimer) {}
