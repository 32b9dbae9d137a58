/** The applications over the ledger: contracts and the client-side code beside them. */
@NullMarked
package org.credence.apps;

import org.jspecify.annotations.NullMarked;
