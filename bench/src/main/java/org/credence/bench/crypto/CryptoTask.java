package org.credence.bench.crypto;

/** What is measured. The method of the benchmark has the constant's name in camel case. */
public enum CryptoTask {
    KEYS_ORDINARY(Group.KEYS, "key generation, ordinary"),
    KEYS_LIGHTWEIGHT(Group.KEYS, "key generation, lightweight"),
    KEYS_TABLE(Group.KEYS, "h_w and its table, once per key"),
    ENCRYPT_RANDOM_GENERATOR(Group.ENCRYPTION, "encrypt, ordinary, g random"),
    ENCRYPT_SIMPLE(Group.ENCRYPTION, "encrypt, ordinary, g = w + 1"),
    ENCRYPT_LIGHTWEIGHT_PLAIN(Group.ENCRYPTION, "encrypt, lightweight, no table"),
    ENCRYPT_LIGHTWEIGHT(Group.ENCRYPTION, "encrypt, lightweight, table"),
    DECRYPT_WHOLE(Group.DECRYPTION, "decrypt, whole"),
    DECRYPT_CRT(Group.DECRYPTION, "decrypt, CRT"),
    LINK_SINGLE(Group.PROOFS, "verify a Link"),
    LINK_BATCH(Group.PROOFS, "verify a Link, in a batch of 32"),
    ORDER(Group.PROOFS, "verify the proofs of an ORDER"),
    KEY_PROOF(Group.PROOFS, "verify a KeyProof, once per key"),
    RANGE_SINGLE(Group.RANGES, "verify a Range of 64 bits"),
    RANGE_BATCH(Group.RANGES, "verify a Range, in a batch of 32");

    /** Tasks that are measured together or not at all. */
    public enum Group {
        KEYS, ENCRYPTION, DECRYPTION, PROOFS, RANGES;

        /** Whether its tasks depend on the length of a modulus. */
        public boolean hasModulus() {
            return this != RANGES;
        }
    }

    private final Group group;
    private final String words;

    CryptoTask(Group group, String words) {
        this.group = group;
        this.words = words;
    }

    public Group group() {
        return group;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
