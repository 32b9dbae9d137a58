/** What members order and store: transactions, the batches that carry them, and the blocks that reference batches. */
@NullMarked
package org.credence.base.block;

import org.jspecify.annotations.NullMarked;
