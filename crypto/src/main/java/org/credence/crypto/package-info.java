/** Signatures with one verification rule on every node, hashing and encrypted keystores. */
@NullMarked
package org.credence.crypto;

import org.jspecify.annotations.NullMarked;
