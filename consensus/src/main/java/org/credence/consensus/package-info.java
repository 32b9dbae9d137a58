/** The engine: a pure state machine that turns inputs and time into effects, its parts, kernels and protocols. */
@NullMarked
package org.credence.consensus;

import org.jspecify.annotations.NullMarked;
