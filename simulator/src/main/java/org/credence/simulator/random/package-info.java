/** Draws from a seed. */
@NullMarked
package org.credence.simulator.random;

import org.jspecify.annotations.NullMarked;
