/**
 * The state on disk: RocksDB behind the few reads and the one write the ledger needs. The only package that knows
 * RocksDB.
 */
@NullMarked
package org.credence.ledger.store;

import org.jspecify.annotations.NullMarked;
