/**
 * Signatures with one verification rule on every node, and encrypted keystores. Other schemes have packages of their
 * own.
 */
@NullMarked
package org.credence.crypto;

import org.jspecify.annotations.NullMarked;
