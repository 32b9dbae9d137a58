/**
 * Frames between members: mutual TLS 1.3 pinned to member keys, bounded in every direction. What a frame means is not
 * known here.
 */
@NullMarked
package org.credence.node.transport;

import org.jspecify.annotations.NullMarked;
