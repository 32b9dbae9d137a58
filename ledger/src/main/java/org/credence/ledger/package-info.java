/** What blocks mean: state, deterministic execution, receipts and proofs. */
@NullMarked
package org.credence.ledger;

import org.jspecify.annotations.NullMarked;
