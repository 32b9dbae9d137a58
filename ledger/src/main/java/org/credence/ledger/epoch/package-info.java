/**
 * Epochs as the ledger knows them (P§1.7): members' reports on each other, proofs of misbehaviour, and at the end of
 * every epoch the credit that follows from them, and with it who leads in the next.
 *
 * <p>
 * {@link org.credence.ledger.epoch.Constitution} is what the genesis lays down, {@link
 * org.credence.ledger.epoch.EpochRecord} the table as it stands in the state, {@link
 * org.credence.ledger.epoch.ConsortiumApplication} takes reports and evidence in, and {@link
 * org.credence.ledger.epoch.Closing} makes the next table. All of it is agreed execution: no member decides by what it
 * alone has seen.
 */
@NullMarked
package org.credence.ledger.epoch;

import org.jspecify.annotations.NullMarked;
