/** A consortium on this machine: its directory, its members in one process or in several, and who watches them. */
@NullMarked
package org.credence.cli.up;

import org.jspecify.annotations.NullMarked;
