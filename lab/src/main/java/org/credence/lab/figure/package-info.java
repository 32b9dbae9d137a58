/** The experiments behind figures of the papers, repeated in the simulator's virtual time and on real members. */
@NullMarked
package org.credence.lab.figure;

import org.jspecify.annotations.NullMarked;
