package org.credence.crypto.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.junit.jupiter.api.Test;

class PointTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    /** SEC 2 §2.4.1. */
    @Test
    void theCurveIsSecp256k1() {
        assertThat(Point.SCALARS.order()).isEqualTo(ORDER);
        assertThat(Point.GENERATOR).hasToString("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        assertThat(Point.of(Point.SCALARS.of(2)))
                .hasToString("02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5");
    }

    @Test
    void allWaysToMultiplyAgree() {
        for (BigInteger edge : List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, ORDER.subtract(BigInteger.ONE),
                ORDER.shiftRight(1), new BigInteger(256, RANDOM))) {
            Scalar scalar = Point.SCALARS.of(edge);
            Point expected = Point.GENERATOR.times(scalar);
            assertThat(Point.of(scalar)).isEqualTo(expected);
            assertThat(Point.GENERATOR.timesSecret(scalar)).isEqualTo(expected);
            assertThat(Point.sumOfProducts(List.of(Point.GENERATOR, expected), List.of(scalar, Point.SCALARS.one())))
                    .isEqualTo(expected.plus(expected));
            assertThat(expected.minus(expected)).isEqualTo(Point.NEUTRAL);
        }
        assertThat(Point.sumOfProducts(List.of(), List.of())).isEqualTo(Point.NEUTRAL);
        assertThat(Point.NEUTRAL.timesSecret(Point.SCALARS.of(9))).isEqualTo(Point.NEUTRAL);
    }

    @Test
    void scalarsAreAField() {
        Scalar a = Point.SCALARS.nonZero(RANDOM);
        Scalar b = Point.SCALARS.nonZero(RANDOM);
        assertThat(a.times(a.inverse())).isEqualTo(Point.SCALARS.one());
        assertThat(a.plus(b).minus(b)).isEqualTo(a);
        assertThat(a.plus(a.negated()).isZero()).isTrue();
        assertThat(Point.SCALARS.of(-1).value()).isEqualTo(ORDER.subtract(BigInteger.ONE));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Point.SCALARS.zero().inverse());
        ScalarField other = ScalarField.ofOrder(BigInteger.valueOf(7));
        assertThatIllegalArgumentException().isThrownBy(() -> a.plus(other.one()));
        assertThatIllegalArgumentException().isThrownBy(() -> Point.of(other.one()));
        assertThatIllegalArgumentException().isThrownBy(() -> ScalarField.ofOrder(BigInteger.valueOf(9)));
        assertThatIllegalArgumentException().isThrownBy(() -> ScalarField.ofOrder(BigInteger.TWO.pow(521)));
    }

    @Test
    void onlyCanonicalEncodingsAreRead() {
        HostileBytes.tryAll(Point.of(Point.SCALARS.nonZero(RANDOM)), r -> Point.read(r, "p"), Point::write);
        HostileBytes.tryAll(Point.NEUTRAL, r -> Point.readAny(r, "p"), Point::write);
        HostileBytes.tryAll(Point.SCALARS.of(-1), r -> Point.SCALARS.read(r, "s"), Scalar::write);
        // x not below p, x with no y, the uncompressed and hybrid forms, the order itself as a scalar.
        for (String bad : List.of(
                "02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30",
                "020000000000000000000000000000000000000000000000000000000000000005",
                "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "0679be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")) {
            byte[] bytes = HexFormat.of().parseHex(bad);
            assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Point.decodeAny("p", bytes));
        }
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Point.decode("p", new byte[Point.LENGTH]));
        byte[] order = HexFormat.of().parseHex(ORDER.toString(16));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Point.SCALARS.decode("s", order));
    }

    @Test
    void scalarsAreNotPrinted() {
        assertThat(Point.SCALARS.of(987654321).toString()).doesNotContain("987654321").doesNotContain("3ade68b1");
        try (SecretScalar secret = new SecretScalar(Point.SCALARS.of(987654321))) {
            assertThat(secret.toString()).doesNotContain("987654321").doesNotContain("3ade68b1");
        }
    }
}
