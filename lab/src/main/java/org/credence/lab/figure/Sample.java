package org.credence.lab.figure;

/**
 * What one run measured, in virtual time or in real.
 *
 * @param seed                  of the simulated world, or number of the real run
 * @param transactionsPerSecond decided at the leader, the paper's TPS (formula 1)
 * @param consensus             from the leader's PROPOSE to each correct member's decision, the paper's T_delay
 *                              (formula 2)
 * @param submission            from when clients handed a batch in to the decision of the member that took it in
 */
public record Sample(Setting setting, long seed, double transactionsPerSecond, Delays consensus, Delays submission) {}
