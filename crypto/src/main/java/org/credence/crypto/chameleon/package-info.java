/**
 * A hash whose owner, and nobody else, can give a second opening (Krawczyk and Rabin, NDSS 2000), over secp256k1
 * (P§4.1 G1). TD-Raft uses each key once: a collision tells the trapdoor to everybody (G13).
 */
@NullMarked
package org.credence.crypto.chameleon;

import org.jspecify.annotations.NullMarked;
