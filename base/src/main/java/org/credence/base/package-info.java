/** Ids, digests, the canonical codec, blocks, transactions and limits: the words every other module speaks. */
@NullMarked
package org.credence.base;

import org.jspecify.annotations.NullMarked;
