/** What came of it: outcomes per seed, and violations with the command that reproduces them. */
@NullMarked
package org.credence.simulator.result;

import org.jspecify.annotations.NullMarked;
