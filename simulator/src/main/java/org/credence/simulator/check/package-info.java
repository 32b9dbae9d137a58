/** The invariants of P§10.2, checked after every event from outside the engines. */
@NullMarked
package org.credence.simulator.check;

import org.jspecify.annotations.NullMarked;
