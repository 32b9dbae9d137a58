/** What the build holds class files to: agreed code must compute the same on every machine. Used by tests only. */
@NullMarked
package org.credence.checks;

import org.jspecify.annotations.NullMarked;
