/**
 * Scenarios: short scripts of trouble, the same for every protocol, and what the members then say to each other.
 */
@NullMarked
package org.credence.simulator.scenario;

import org.jspecify.annotations.NullMarked;
