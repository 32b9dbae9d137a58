/**
 * PBFT (Castro and Liskov 1999) over a chain of blocks: pre-prepare, prepare, commit, for a window of heights at once,
 * and a view change that carries prepared blocks over. {@link org.credence.consensus.kernel.pbft.PbftEngine} drives the
 * parts; why nothing decided is ever lost is worked out at {@link org.credence.consensus.kernel.pbft.Carried}.
 */
@NullMarked
package org.credence.consensus.kernel.pbft;

import org.jspecify.annotations.NullMarked;
