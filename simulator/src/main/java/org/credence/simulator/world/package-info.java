/** The world of one seed: agenda, network, machines with disks and clocks, trouble, healing. */
@NullMarked
package org.credence.simulator.world;

import org.jspecify.annotations.NullMarked;
