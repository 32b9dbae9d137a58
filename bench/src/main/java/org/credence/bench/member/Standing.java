package org.credence.bench.member;

/**
 * Where a member stands.
 *
 * @param connected      members it is connected to, itself included
 * @param executedHeight height it has executed
 * @param stateRoot      state after that
 * @param tracked        transactions it has taken in and not seen executed
 * @param pendingBatches batches not ordered yet
 */
public record Standing(int connected, long executedHeight, String stateRoot, long tracked, long pendingBatches) {}
