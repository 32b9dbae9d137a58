/** The {@code credence} command. */
@NullMarked
package org.credence.cli;

import org.jspecify.annotations.NullMarked;
