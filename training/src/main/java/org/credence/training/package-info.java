/**
 * Trains the credit model off-line (P§8.1). The only place where learning uses floating point: what comes out is a file
 * of integers that every member computes with alike. Everything is drawn from a seed with {@link StrictMath}, so a seed
 * gives the same file on every machine.
 */
@NullMarked
package org.credence.training;

import org.jspecify.annotations.NullMarked;
