package org.credence.ledger.tree;

import org.credence.base.Digest;

/**
 * One value to write.
 *
 * @param key   the hashed key
 * @param value never written to again
 */
public record Update(Digest key, byte[] value) {}
