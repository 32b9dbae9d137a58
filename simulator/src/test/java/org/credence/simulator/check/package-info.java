/** Histories that break an invariant, shown to the checks. */
@NullMarked
package org.credence.simulator.check;

import org.jspecify.annotations.NullMarked;
