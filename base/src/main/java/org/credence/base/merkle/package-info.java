/** Merkle trees as RFC 6962 defines them, with inclusion and consistency proofs. */
@NullMarked
package org.credence.base.merkle;

import org.jspecify.annotations.NullMarked;
