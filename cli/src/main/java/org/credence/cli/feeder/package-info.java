/**
 * Replays real readings against a running consortium at an accelerated clock. {@link org.credence.cli.feeder.Fleet} are
 * the meters,
 * {@link org.credence.cli.feeder.Feeder} sends what they count, {@link org.credence.cli.feeder.Backend} is whoever
 * takes it.
 *
 * <p>
 * Every transaction is a function of the meter and the interval, its nonce included, so sending one again after a
 * failure or a
 * restart gives the same bytes and the ledger counts it once.
 */
@NullMarked
package org.credence.cli.feeder;

import org.jspecify.annotations.NullMarked;
