/**
 * Secrets kept by many, of whom some suffice: Shamir (CACM 1979) over the order of a group, and Feldman's commitments
 * (FOCS 1987), by which everybody checks a share without learning the secret (P§4.1 G2 and G3, P§4.3.2).
 */
@NullMarked
package org.credence.crypto.sharing;

import org.jspecify.annotations.NullMarked;
