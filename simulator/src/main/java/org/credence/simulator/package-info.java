/** The deterministic world: event queue, network, disk, clocks, faults and invariants, all from one seed. */
@NullMarked
package org.credence.simulator;

import org.jspecify.annotations.NullMarked;
