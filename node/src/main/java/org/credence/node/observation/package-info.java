/** What this member measures of the others, for its report to the ledger (P§1.7). */
@NullMarked
package org.credence.node.observation;

import org.jspecify.annotations.NullMarked;
