/**
 * What blocks mean. {@link org.credence.ledger.Ledger} executes decided blocks in order, keeps the state they lead to,
 * and answers queries with proofs.
 *
 * <p>
 * <b>Order.</b> Blocks by ascending height, batches as the block lists them, transactions as the batch lists
 * them. Applications and everything in {@code execution} and {@code tree} are agreed execution: a pure function of the
 * blocks.
 *
 * <p>
 * <b>At most once.</b> The state holds, per sender, which of the 1024 nonces up to the highest were used. A
 * transaction with a used nonce, or one below that window, fails as REPLAYED. Every other transaction uses its nonce
 * up, whether it then fails or not, so a transaction has exactly one receipt that is not REPLAYED. A failed transaction
 * changes nothing else and never makes a block invalid (P§1.3).
 *
 * <p>
 * <b>Old versions.</b> The state is a persistent tree (see {@code tree}): the root node of a height is that
 * height's state. The roots of the last {@link org.credence.ledger.Ledger#HELD} heights are in memory and can be read
 * and proven against; headers commit to the state of a slightly lower height, so what a client can check is always
 * among them. Older roots are let go, and the collector takes what only they held. On disk is one version, somewhat
 * below the held ones; what is newer is in memory until a thread beside the executor takes the next version there. No
 * stale node is ever stored, so none has to be pruned. State roots and receipts of all heights are kept.
 *
 * <p>
 * <b>Crashes.</b> The chain's files are the truth, the state is derived. The store runs without a write-ahead
 * log: one atomic write advances it from one executed height to another, with all nodes, receipts, roots and index
 * entries of the heights between; a crash loses whole such writes from the end and nothing else. After opening, {@link
 * org.credence.ledger.Ledger#height} is the persisted height and the node executes the blocks above it again. That is
 * so after a clean close as well: executing the last few blocks again brings back the versions that certified headers
 * refer to.
 */
@NullMarked
package org.credence.ledger;

import org.jspecify.annotations.NullMarked;
