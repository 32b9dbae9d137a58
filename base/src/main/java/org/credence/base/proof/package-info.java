/**
 * What a client checks by itself against a certified state root: values of the state, their absence, and receipts. The
 * tree these proofs walk is kept by the ledger; this package knows only its hashes.
 *
 * <p>
 * The state is a set of (key, value). A key is hashed to 256 bits; the tree branches at the bits where two hashed
 * keys first differ, so that n values make exactly n−1 branches and no branch has an empty side. A branch's hash covers
 * its bit, a leaf's hash its hashed key and the hash of its value:
 *
 * <pre>
 * leaf = H(STATE_LEAF, key hash, SHA-256(value))
 * branch = H(STATE_NODE, bit u32, left, right) left: the bit is 0
 * state = H(STATE, height, root of the tree; zero if empty)
 * </pre>
 *
 * <p>
 * A well-formed tree holds a key if and only if following the key's bits leads to its leaf; the state root is
 * certified by members that built it so. Reaching another leaf therefore proves absence, and shows no more of that leaf
 * than two hashes.
 */
@NullMarked
package org.credence.base.proof;

import org.jspecify.annotations.NullMarked;
