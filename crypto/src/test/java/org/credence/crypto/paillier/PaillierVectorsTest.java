package org.credence.crypto.paillier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.credence.crypto.Vectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The vectors of Apache Milagro, 2,048 bits, g = w + 1; and Wycheproof's composites that pass for primes. */
class PaillierVectorsTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void keys() {
        int checked = 0;
        for (JsonNode each : Vectors.read("milagro_keygen.json.gz")) {
            PaillierSecret secret = PaillierSecret.of(number(each, "P"), number(each, "Q"));
            assertThat(secret.key().w()).isEqualTo(number(each, "N"));
            assertThat(secret.key().generator()).isEqualTo(number(each, "G"));
            checked++;
        }
        assertThat(checked).isEqualTo(5);
    }

    @Test
    void encrypt() {
        int checked = 0;
        for (JsonNode each : Vectors.read("milagro_encrypt.json.gz")) {
            PaillierKey key = PaillierKey.of(number(each, "N"));
            assertThat(key.encrypt(number(each, "PLAINTEXT"), number(each, "R")))
                    .isEqualTo(key.ciphertext(number(each, "CIPHERTEXT")));
            checked++;
        }
        assertThat(checked).isEqualTo(6);
    }

    @Test
    void decryptBothWays() {
        int checked = 0;
        for (JsonNode each : Vectors.read("milagro_decrypt.json.gz")) {
            PaillierSecret secret = PaillierSecret.of(number(each, "P"), number(each, "Q"));
            Ciphertext ciphertext = secret.key().ciphertext(number(each, "CIPHERTEXT"));
            assertThat(secret.decrypt(ciphertext, RANDOM).residue()).isEqualTo(number(each, "PLAINTEXT"));
            assertThat(secret.decryptWhole(ciphertext, RANDOM).residue()).isEqualTo(number(each, "PLAINTEXT"));
            checked++;
        }
        assertThat(checked).isEqualTo(5);
    }

    @Test
    void add() {
        int checked = 0;
        for (JsonNode each : Vectors.read("milagro_add.json.gz")) {
            PaillierKey key = PaillierKey.of(number(each, "N"));
            Ciphertext sum = key.ciphertext(number(each, "CIPHERTEXT1"))
                    .plus(key.ciphertext(number(each, "CIPHERTEXT2")));
            assertThat(sum.value()).isEqualTo(number(each, "CIPHERTEXT"));
            checked++;
        }
        assertThat(checked).isEqualTo(50);
    }

    @Test
    void multiply() {
        int checked = 0;
        for (JsonNode each : Vectors.read("milagro_mult.json.gz")) {
            PaillierKey key = PaillierKey.of(number(each, "N"));
            Ciphertext product = key.ciphertext(number(each, "CIPHERTEXT1")).times(number(each, "PLAINTEXT2"));
            assertThat(product.value()).isEqualTo(number(each, "CIPHERTEXT"));
            checked++;
        }
        assertThat(checked).isEqualTo(6);
    }

    @Test
    void compositesThatPassForPrimes() {
        int primes = 0;
        int composites = 0;
        for (JsonNode group : Vectors.read("primality_wycheproof.json.gz").get("testGroups")) {
            for (JsonNode each : group.get("tests")) {
                String result = each.get("result").asString();
                BigInteger number = new BigInteger(padded(each.get("value").asString()), 16);
                if (!result.equals("acceptable") && number.signum() > 0) {
                    assertThat(Primes.isPrime(number)).as("tcId %s", each.get("tcId"))
                            .isEqualTo(result.equals("valid"));
                    primes += result.equals("valid") ? 1 : 0;
                    composites += result.equals("valid") ? 0 : 1;
                }
            }
        }
        assertThat(primes).isGreaterThan(20);
        assertThat(composites).isGreaterThan(100);
    }

    /** Two's complement, as BigInteger's own bytes: a first digit of 8 or more is a negative number. */
    private static String padded(String hex) {
        return hex.isEmpty() ? "0" : hex.charAt(0) >= '8' && hex.length() % 2 == 0 ? "-1" : hex;
    }

    private static BigInteger number(JsonNode node, String field) {
        return new BigInteger(node.get(field).asString(), 16);
    }
}
