package org.credence.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyPairTest {

    /** RFC 8032 §7.1, test 1. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private static java.util.List<Ed25519> implementations() {
        return Backends.all();
    }

    @Test
    void derivesThePublicKeyOfRfc8032() {
        try (KeyPair pair = KeyPair.fromSeed(HexFormat.of().parseHex(SEED))) {
            assertThat(pair.publicKey().hex()).isEqualTo(KEY);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void everyImplementationSignsTheSameBytes(Ed25519 ed25519) {
        Digest statement = new Digest(1, 2, 3, 4);
        try (KeyPair pair = KeyPair.fromSeed(HexFormat.of().parseHex(SEED))) {
            Signature signature = ed25519.signer(pair).sign(statement);
            assertThat(signature).isEqualTo(Backends.all().getFirst().signer(pair).sign(statement));
            for (Ed25519 other : Backends.all()) {
                assertThat(other.verify(pair.publicKey(), statement, signature)).isTrue();
                assertThat(other.verify(pair.publicKey(), new Digest(1, 2, 3, 5), signature)).isFalse();
            }
        }
    }

    @Test
    void signerOutlivesThePairAndThePairGivesNoMore() {
        KeyPair pair = KeyPair.generate(new SecureRandom());
        Signer signer = pair.signer();
        pair.close();
        Signature signature = signer.sign(Digest.ZERO);
        assertThat(Ed25519.chosen().verify(pair.publicKey(), Digest.ZERO, signature)).isTrue();
        assertThatThrownBy(pair::signer).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void secretsAreNotPrinted() {
        byte[] seed = HexFormat.of().parseHex(SEED);
        try (KeyPair pair = KeyPair.fromSeed(seed)) {
            assertThat(pair.toString()).contains(KEY).doesNotContain(SEED.substring(0, 8));
            assertThat(pair.signer().toString()).contains(KEY).doesNotContain(SEED.substring(0, 8));
        }
    }

    @Test
    void refusesASeedOfAnotherLength() {
        assertThatThrownBy(() -> KeyPair.fromSeed(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seed: 31 bytes, must be 32");
    }

    @Test
    void saysWhichProviderIsInUse() {
        assertThat(Ed25519.provider().toString()).startsWith(Ed25519.provider().kind() + " (");
    }
}
