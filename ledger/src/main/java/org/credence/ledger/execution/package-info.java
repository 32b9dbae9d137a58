/**
 * Agreed execution: from a state and a block to the next state and its receipts. A pure function, the same on every
 * member.
 */
@NullMarked
package org.credence.ledger.execution;

import org.jspecify.annotations.NullMarked;
