/** The daemon: driver loop, transport, storage, HTTP API and metrics. */
@NullMarked
package org.credence.node;

import org.jspecify.annotations.NullMarked;
