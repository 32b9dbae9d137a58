package org.credence.node;

import org.credence.base.PublicKey;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.node.transport.Identity;

/** A key that this node may be a member with: the present one, or the one it is about to get. */
record Credential(PublicKey key, Signer signer, Identity identity) {

    /** Copies what it needs of the pair. */
    static Credential of(KeyPair pair, String name) {
        return new Credential(pair.publicKey(), pair.signer(), Identity.of(pair, name));
    }
}
