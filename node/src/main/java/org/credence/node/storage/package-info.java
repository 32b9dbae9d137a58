/**
 * What a member keeps on disk beside the ledger's state: its promises and the decided blocks. Plain files, checksummed
 * throughout.
 */
@NullMarked
package org.credence.node.storage;

import org.jspecify.annotations.NullMarked;
