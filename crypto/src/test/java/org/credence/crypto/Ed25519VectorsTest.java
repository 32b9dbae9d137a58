package org.credence.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Published edge cases, against every implementation. */
class Ed25519VectorsTest {

    static List<Ed25519> implementations() {
        return Backends.all();
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void onlyTheMixedOrderCaseThatSatisfiesThePlainEquationPassesSpeccheck(Ed25519 ed25519) {
        List<Integer> accepted = new ArrayList<>();
        int index = 0;
        for (JsonNode each : Vectors.read("ed25519_speccheck.json.gz")) {
            if (ed25519.verify(key(each, "pub_key"), bytes(each, "message"), Signature.of(bytes(each, "signature")))) {
                accepted.add(index);
            }
            index++;
        }
        assertThat(index).isEqualTo(12);
        // Cases 0-2 small order, 4-5 need the cofactor, 6-7 S not below L, 8-11 not canonical.
        assertThat(accepted).containsExactly(3);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void wycheproof(Ed25519 ed25519) {
        int valid = 0;
        int refused = 0;
        for (JsonNode group : Vectors.read("ed25519_wycheproof.json.gz").get("testGroups")) {
            PublicKey key = key(group.get("publicKey"), "pk");
            for (JsonNode test : group.get("tests")) {
                boolean expected = "valid".equals(test.get("result").asString());
                byte[] signature = bytes(test, "sig");
                boolean actual = signature.length == Signature.LENGTH
                        && ed25519.verify(key, bytes(test, "msg"), Signature.of(signature));
                assertThat(actual)
                        .as("tcId %s: %s", test.get("tcId"), test.get("comment"))
                        .isEqualTo(expected);
                valid += expected ? 1 : 0;
                refused += expected ? 0 : 1;
            }
        }
        assertThat(valid).isGreaterThan(50);
        assertThat(refused).isGreaterThan(50);
    }

    private static PublicKey key(JsonNode node, String field) {
        return PublicKey.of(bytes(node, field));
    }

    private static byte[] bytes(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asString());
    }
}
