/**
 * A member's part in what the ledger knows of the others: pings, and the reports and proofs that it puts into the
 * ledger (P§1.7, P§1.9).
 */
@NullMarked
package org.credence.node.observation;

import org.jspecify.annotations.NullMarked;
