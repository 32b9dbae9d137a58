/** Mistakes planted in the kernel's source, each of which the simulator must find: what a green run is worth. */
@NullMarked
package org.credence.simulator.mutant;

import org.jspecify.annotations.NullMarked;
