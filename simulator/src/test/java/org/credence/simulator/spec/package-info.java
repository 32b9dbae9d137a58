/**
 * The specification in {@code docs/spec}: that it holds, that its broken variants do not, and that the code keeps to
 * it.
 */
@org.jspecify.annotations.NullMarked
package org.credence.simulator.spec;
