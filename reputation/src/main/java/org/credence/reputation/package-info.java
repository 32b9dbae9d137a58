/**
 * What members have earned: integer inference of the learned models and the rules that turn facts of the ledger into
 * credit (P§1.7, P§8). No floating point, no clock, no randomness: equal facts give equal credit on every machine.
 */
@NullMarked
package org.credence.reputation;

import org.jspecify.annotations.NullMarked;
