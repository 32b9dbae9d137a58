package org.credence.ledger;

import java.util.List;
import org.credence.base.block.Transaction;

/**
 * A contract: gives transactions of its number their meaning. Has no state of its own; implementations are agreed
 * execution (no clock, thread, randomness, hash-ordered iteration or floating point).
 */
public interface Application {

    /** Its number in transactions: 1 to 65535, never reused. */
    int id();

    /** Its name in answers to people. */
    String name();

    /** Every reason it can give, with numbers from {@link Code#FIRST_OF_APPLICATIONS}. */
    List<? extends Code> codes();

    /**
     * Whether the transaction can be valid at all, judged from its bytes alone: form, limits, and signatures inside the
     * payload. Every member runs this before it votes a batch available, so at least one honest member has run it on
     * every transaction that is executed (P§1.8), and {@link #execute} may rely on the signatures. Safe from any
     * thread.
     *
     * @throws Rejected                          with the reason
     * @throws org.credence.base.codec.Malformed if the payload is no canonical operation
     */
    void check(Transaction transaction);

    /**
     * Executes the transaction. What it wrote is kept if this returns and undone if it throws one of the two below;
     * anything else thrown is a bug and stops the member.
     *
     * @throws Rejected                          with the reason
     * @throws org.credence.base.codec.Malformed if the payload is no canonical operation
     */
    void execute(Transaction transaction, BlockContext block, State state);

    /** Called after the last transaction of each block, for what happens at a height rather than by a transaction. */
    default void afterBlock(BlockContext block, State state) {}
}
