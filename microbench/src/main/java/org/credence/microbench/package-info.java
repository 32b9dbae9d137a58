/** Benchmarks by JMH, and the program that runs them for {@code credence bench crypto}. */
@NullMarked
package org.credence.microbench;

import org.jspecify.annotations.NullMarked;
