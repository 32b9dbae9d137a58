/**
 * Verifiable random numbers: ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381), by which TD-Raft draws its candidates (P§4.1 G6,
 * P§4.3.4).
 */
@NullMarked
package org.credence.crypto.vrf;

import org.jspecify.annotations.NullMarked;
