/**
 * What leaders by credit are worth (P§11.2): the sound CBFT in the simulator, once with a rank that is blind to
 * behaviour and once with the rank that the ledger's credit table gives, in the same worlds with the same bad member.
 */
@NullMarked
package org.credence.lab.credit;

import org.jspecify.annotations.NullMarked;
