/** CBFT as published (P§2.1), completed only where it would not run otherwise. It forks. */
@NullMarked
package org.credence.lab.cbft;

import org.jspecify.annotations.NullMarked;
