/**
 * The loop that drives the engine. One thread owns the engine; it takes all that is queued, steps the engine through
 * it, syncs every
 * promise of that run at once, and only then lets messages leave (P§1.2: persist before send).
 */
@NullMarked
package org.credence.node.driver;

import org.jspecify.annotations.NullMarked;
