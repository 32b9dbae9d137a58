/**
 * What a member measures of the others: who answers how fast, who votes and who does not. It becomes the member's
 * report ({@link org.credence.ledger.epoch.Report}); nothing is decided by it before many have reported. Not agreed:
 * every member sees something else.
 */
@NullMarked
package org.credence.ledger.observation;

import org.jspecify.annotations.NullMarked;
