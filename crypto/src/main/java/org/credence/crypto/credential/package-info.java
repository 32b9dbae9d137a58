/**
 * Anonymous credentials (P§6.3), the "improved blind signature" of the trading protocol: an issuer signs a secret
 * that
 * it never sees (BBS+, Au, Susilo and Mu 2006; proofs as in Camenisch, Drijvers and Lehmann 2016), and the holder
 * shows,
 * as often as it likes and unlinkably, that a pseudonym and an identity in escrow are those of a credential that has
 * not
 * expired.
 */
@NullMarked
package org.credence.crypto.credential;

import org.jspecify.annotations.NullMarked;
