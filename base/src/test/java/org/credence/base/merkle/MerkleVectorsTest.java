package org.credence.base.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.credence.base.Digest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published proofs, good and bad, of transparency-dev/merkle (see {@code vectors/README.md}). */
class MerkleVectorsTest {

    private static final Pattern OBJECT = Pattern.compile("\\{[^{}]*}");
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    /** One flat JSON object; enough of JSON for these files. */
    record Vector(String json) {

        private static String value(String json, String name, String pattern) {
            Matcher matcher = Pattern.compile("\"" + name + "\": (" + pattern + ")").matcher(json);
            assertThat(matcher.find()).as(name).isTrue();
            return matcher.group(1);
        }

        /** At 2^63 and above it comes out negative, as no proof of ours can hold it. */
        long number(String name) {
            return Long.parseUnsignedLong(value(json, name, "\\d+"));
        }

        Digest leaf() {
            return Digest.of(bytes("leafHash"));
        }

        /** Some roots are placeholder texts that are only compared with each other: their hashes do the same. */
        Digest root(String name) {
            byte[] bytes = bytes(name);
            return bytes.length == Digest.LENGTH ? Digest.of(bytes) : RfcHash.leaf(bytes);
        }

        List<Digest> proof() {
            return STRING.matcher(value(json, "proof", "null|\\[[^\\]]*]")).results()
                    .map(result -> Digest.of(Base64.getDecoder().decode(result.group(1)))).toList();
        }

        boolean valid() {
            return value(json, "wantErr", "true|false").equals("false");
        }

        @Override
        public String toString() {
            return value(json, "file", "\"[^\"]*\"");
        }

        private byte[] bytes(String name) {
            return Base64.getDecoder().decode(value(json, name, "\"[^\"]*\"").replace("\"", ""));
        }
    }

    static List<Vector> inclusion() throws IOException {
        return vectors("/vectors/inclusion.json.gz");
    }

    static List<Vector> consistency() throws IOException {
        return vectors("/vectors/consistency.json.gz");
    }

    @ParameterizedTest
    @MethodSource("inclusion")
    void inclusion(Vector vector) {
        assertThat(
                accepted(() -> new InclusionProof(vector.number("leafIdx"), vector.number("treeSize"), vector.proof())
                        .proves(vector.leaf(), vector.root("root"))))
                .isEqualTo(vector.valid());
    }

    @ParameterizedTest
    @MethodSource("consistency")
    void consistency(Vector vector) {
        assertThat(accepted(() -> new ConsistencyProof(vector.number("size1"), vector.number("size2"), vector.proof())
                .proves(vector.root("root1"), vector.root("root2")))).isEqualTo(vector.valid());
    }

    /** A hash that is not 32 bytes long cannot even be written down here, which refuses the proof as well. */
    private static boolean accepted(BooleanSupplier proof) {
        try {
            return proof.getAsBoolean();
        } catch (IllegalArgumentException notADigest) {
            assertThat(notADigest).hasMessageStartingWith("digest: ");
            return false;
        }
    }

    private static List<Vector> vectors(String name) throws IOException {
        try (InputStream packed = Objects.requireNonNull(MerkleVectorsTest.class.getResourceAsStream(name), name);
                InputStream json = new GZIPInputStream(packed)) {
            List<Vector> vectors = OBJECT.matcher(new String(json.readAllBytes(), UTF_8)).results()
                    .map(result -> new Vector(result.group())).toList();
            assertThat(vectors).hasSize(98);
            assertThat(vectors.stream().filter(Vector::valid)).hasSize(6);
            return vectors;
        }
    }
}
