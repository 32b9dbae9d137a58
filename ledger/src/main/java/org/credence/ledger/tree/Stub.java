package org.credence.ledger.tree;

import org.credence.base.Digest;

/**
 * A node that is in the store only.
 *
 * @param id   its key there
 * @param hash what it must hash to
 */
public record Stub(long id, Digest hash) implements Node {}
