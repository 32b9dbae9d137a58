/** The load harness and micro-benchmarks. */
@NullMarked
package org.credence.bench;

import org.jspecify.annotations.NullMarked;
