/** The one interface between consensus and the world: inputs in, effects out. */
@NullMarked
package org.credence.consensus.engine;

import org.jspecify.annotations.NullMarked;
