package org.credence.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.credence.crypto.KeystoreException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyDerivation CHEAP = new KeyDerivation(8, 1, 1);
    private static final char[] PASSWORD = "größer als 12 €".toCharArray();

    /** Header and salt; public key and nonce; sealed seed; checksum. */
    private static final String GOLDEN = "435245444b45590101000000080000000101000102030405060708090a0b0c0d0e0f"
            + "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29101112131415161718191a1b"
            + "f54491a394b7d1868a236c8ba2cf1ed636e5696e2d50e69342189652030baa2c6a607be36fa52fd562f59fcdfc3e7abb"
            + "1146c5f07e68de8d6764ddf9ccd38a33bd265f09c8ab90eb0b83e9952f49d03e";

    @TempDir
    private Path folder;

    private Path file;
    private KeyPair pair;

    @BeforeEach
    void writeOne() {
        file = folder.resolve("member.key");
        pair = KeyPair.generate(RANDOM);
        Keystore.create(file, pair, PASSWORD, CHEAP, RANDOM);
    }

    @Test
    void opensWithItsPasswordOnly() {
        try (KeyPair opened = Keystore.open(file, PASSWORD)) {
            assertThat(opened.publicKey()).isEqualTo(pair.publicKey());
            assertThat(opened.seed()).isEqualTo(pair.seed());
        }
        assertThat(Keystore.publicKey(file)).isEqualTo(pair.publicKey());
        assertThat(reasonOfOpening("grösser als 12 €".toCharArray())).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(reasonOfOpening(new char[0])).isEqualTo(Reason.WRONG_PASSWORD);
    }

    @Test
    void strongAndLightProfilesOpenAgain() {
        for (KeyDerivation derivation : new KeyDerivation[]{KeyDerivation.STRONG, KeyDerivation.LIGHT}) {
            Path other = folder.resolve(derivation.memoryKib() + ".key");
            Keystore.create(other, pair, PASSWORD, derivation, RANDOM);
            assertThat(Keystore.open(other, PASSWORD).publicKey()).isEqualTo(pair.publicKey());
        }
    }

    @Test
    void everyAlteredByteAndEveryTruncationIsDamage() throws IOException {
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < content.length; i++) {
            byte[] altered = content.clone();
            altered[i] ^= 0x20;
            Files.write(file, altered);
            assertThat(reasonOfOpening(PASSWORD)).as("byte %d", i).isEqualTo(Reason.DAMAGED);
            Files.write(file, Arrays.copyOf(content, i));
            assertThat(reasonOfOpening(PASSWORD)).as("length %d", i).isEqualTo(Reason.DAMAGED);
        }
        Files.write(file, Arrays.copyOf(content, content.length + 1));
        assertThat(reasonOfOpening(PASSWORD)).isEqualTo(Reason.DAMAGED);
        Files.write(file, new byte[100_000]);
        assertThat(reasonOfOpening(PASSWORD)).isEqualTo(Reason.DAMAGED);
    }

    /** An attacker can renew the checksum; what he changes is still authenticated by the cipher. */
    @Test
    void aReplacedPublicKeyWithARenewedChecksumDoesNotOpen() throws Exception {
        byte[] content = Files.readAllBytes(file);
        KeyPair other = KeyPair.generate(RANDOM);
        System.arraycopy(other.publicKey().toBytes(), 0, content, 34, 32);
        Files.write(file, withChecksum(content));
        assertThat(Keystore.publicKey(file)).isEqualTo(other.publicKey());
        assertThat(reasonOfOpening(PASSWORD)).isEqualTo(Reason.WRONG_PASSWORD);
    }

    @Test
    void laterVersionsAndExcessiveCostsAreUnsupported() throws Exception {
        assertThat(reasonAfterSetting(7, 2)).isEqualTo(Reason.UNSUPPORTED);
        assertThat(reasonAfterSetting(8, 9)).isEqualTo(Reason.UNSUPPORTED);
        assertThat(reasonAfterSetting(9, 0x7f)).isEqualTo(Reason.UNSUPPORTED);
        assertThat(reasonAfterSetting(13, 1)).isEqualTo(Reason.UNSUPPORTED);
        assertThat(reasonAfterSetting(17, 200)).isEqualTo(Reason.UNSUPPORTED);
        assertThat(reasonAfterSetting(17, 0)).isEqualTo(Reason.UNSUPPORTED);
    }

    /** The layout is a contract with files on disk: salt, nonce and seed fixed, these bytes must never change. */
    @Test
    void goldenFile() throws IOException {
        KeyPair fixed = KeyPair.fromSeed(new byte[32]);
        Path golden = folder.resolve("golden.key");
        Keystore.create(golden, fixed, "password".toCharArray(), CHEAP, new Counting());
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(golden))).isEqualTo(GOLDEN);
    }

    @Test
    void onlyTheOwnerMayReadItAndNothingElseIsLeftBehind() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void neverOverwritesAKey() throws IOException {
        byte[] before = Files.readAllBytes(file);
        KeystoreException refused = catchThrowableOfType(
                KeystoreException.class,
                () -> Keystore.create(file, KeyPair.generate(RANDOM), PASSWORD, CHEAP, RANDOM));
        assertThat(refused.reason()).isEqualTo(Reason.EXISTS);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aMissingFileOrFolderIsInputOutput() {
        Path nowhere = folder.resolve("absent").resolve("member.key");
        assertThat(catchThrowableOfType(KeystoreException.class, () -> Keystore.open(nowhere, PASSWORD))
                .reason())
                .isEqualTo(Reason.INPUT_OUTPUT);
        assertThat(catchThrowableOfType(
                KeystoreException.class,
                () -> Keystore.create(nowhere, pair, PASSWORD, CHEAP, RANDOM))
                .reason())
                .isEqualTo(Reason.INPUT_OUTPUT);
    }

    @Test
    void refusesAnEmptyPasswordAndCostsOutOfBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keystore.create(folder.resolve("x"), pair, new char[0], CHEAP, RANDOM))
                .withMessageStartingWith("password: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyDerivation(7, 1, 1))
                .withMessage("memoryKib: 7, must be 8 to 1048576");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyDerivation(1024, 65, 1))
                .withMessage("passes: 65, must be 1 to 64");
    }

    private Reason reasonOfOpening(char[] password) {
        return catchThrowableOfType(KeystoreException.class, () -> Keystore.open(file, password))
                .reason();
    }

    private Reason reasonAfterSetting(int offset, int value) throws Exception {
        byte[] original = Files.readAllBytes(file);
        byte[] changed = original.clone();
        changed[offset] = (byte) value;
        Files.write(file, withChecksum(changed));
        Reason reason = reasonOfOpening(PASSWORD);
        Files.write(file, original);
        return reason;
    }

    private static byte[] withChecksum(byte[] content) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(content, 0, content.length - 32);
        sha.digest(content, content.length - 32, 32);
        return content;
    }

    /** Not random at all: 0, 1, 2 … */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private byte next;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = next++;
            }
        }
    }

}
