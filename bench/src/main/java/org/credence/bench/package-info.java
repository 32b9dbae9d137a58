/** Load on a real consortium on this machine, and what it measures. */
@NullMarked
package org.credence.bench;

import org.jspecify.annotations.NullMarked;
