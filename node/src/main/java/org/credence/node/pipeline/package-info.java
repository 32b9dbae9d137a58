/**
 * What surrounds the engine: frames on their way in, transactions on their way into batches, decided blocks on their
 * way through
 * execution. Everything expensive happens here, on other threads than the engine's.
 */
@NullMarked
package org.credence.node.pipeline;

import org.jspecify.annotations.NullMarked;
