package org.credence.crypto.ecies;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.credence.crypto.Vectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Wycheproof on the two functions that a sealed box is made of. */
class BoxCipherVectorsTest {

    @Test
    void hkdf() {
        int checked = 0;
        for (JsonNode group : Vectors.read("hkdf_sha256_wycheproof.json.gz").get("testGroups")) {
            for (JsonNode each : group.get("tests")) {
                if (each.get("result").asString().equals("valid")) {
                    assertThat(BoxCipher.hkdf(bytes(each, "ikm"), bytes(each, "salt"), bytes(each, "info"),
                            each.get("size").asInt())).as("tcId %s", each.get("tcId")).isEqualTo(bytes(each, "okm"));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(50);
    }

    @Test
    void aesGcmWithNoncesAndKeysOfTheLengthsInUse() {
        int valid = 0;
        int refused = 0;
        for (JsonNode group : Vectors.read("aes_gcm_wycheproof.json.gz").get("testGroups")) {
            if (group.get("keySize").asInt() != 256 || group.get("ivSize").asInt() != 96) {
                continue;
            }
            for (JsonNode each : group.get("tests")) {
                byte[] sealed = bytes(each, "ct", "tag");
                boolean expected = each.get("result").asString().equals("valid");
                try {
                    byte[] opened = BoxCipher.aesGcm(
                            Cipher.DECRYPT_MODE, bytes(each, "key"), bytes(each, "iv"), bytes(each, "aad"), sealed);
                    assertThat(expected).as("tcId %s", each.get("tcId")).isTrue();
                    assertThat(opened).isEqualTo(bytes(each, "msg"));
                    valid++;
                } catch (GeneralSecurityException e) {
                    assertThat(expected).as("tcId %s", each.get("tcId")).isFalse();
                    refused++;
                }
            }
        }
        assertThat(valid).isGreaterThan(20);
        assertThat(refused).isGreaterThan(20);
    }

    private static byte[] bytes(JsonNode node, String... fields) {
        StringBuilder hex = new StringBuilder();
        for (String field : fields) {
            hex.append(node.get(field).asString());
        }
        return HexFormat.of().parseHex(hex);
    }
}
