package org.credence.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.credence.crypto.KeystoreException.Reason;
import org.credence.crypto.SecretFile.Kind;
import org.credence.crypto.paillier.PaillierSecret;
import org.credence.crypto.paillier.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyDerivation CHEAP = new KeyDerivation(8, 1, 1);
    private static final char[] PASSWORD = "größer als 12 €".toCharArray();
    private static final byte[] SECRET = HostileBytes.encode(TestKeys.SECRET, PaillierSecret::write);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeOne() {
        file = folder.resolve("auditor.key");
        SecretFile.create(file, Kind.PAILLIER, SECRET, PASSWORD, CHEAP, RANDOM);
    }

    @Test
    void opensAsWhatItIsWithItsPasswordOnly() throws IOException {
        byte[] opened = SecretFile.open(file, Kind.PAILLIER, PASSWORD);
        try (PaillierSecret secret = HostileBytes.decode(opened, PaillierSecret::read)) {
            assertThat(secret.key()).isEqualTo(TestKeys.SECRET.key());
        }
        assertThat(reason(Kind.PAILLIER, "wrong".toCharArray())).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(reason(Kind.AUDITOR_SHARE, PASSWORD)).isEqualTo(Reason.UNSUPPORTED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                .doesNotContain(new String(SECRET, 10, 20, ISO_8859_1));
    }

    @Test
    void everyAlteredByteAndEveryTruncationIsDamage() throws IOException {
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < content.length; i += 3) {
            byte[] altered = content.clone();
            altered[i] ^= 0x20;
            Files.write(file, altered);
            assertThat(reason(Kind.PAILLIER, PASSWORD)).as("byte %d", i).isEqualTo(Reason.DAMAGED);
            Files.write(file, Arrays.copyOf(content, i));
            assertThat(reason(Kind.PAILLIER, PASSWORD)).as("length %d", i).isEqualTo(Reason.DAMAGED);
        }
        Files.write(file, new byte[100_000]);
        assertThat(reason(Kind.PAILLIER, PASSWORD)).isEqualTo(Reason.DAMAGED);
    }

    /** An attacker can renew the checksum; every byte he changes is still checked or authenticated. */
    @Test
    void renewingTheChecksumOpensNothing() throws Exception {
        byte[] content = Files.readAllBytes(file);
        for (int i = 7; i < content.length - 32; i += i < 60 ? 1 : 23) {
            byte[] altered = content.clone();
            altered[i] ^= 0x40;
            Files.write(file, withChecksum(altered));
            assertThat(reason(Kind.PAILLIER, PASSWORD)).as("byte %d", i).isNotEqualTo(Reason.INPUT_OUTPUT);
        }
        byte[] greedy = content.clone();
        ByteBuffer.wrap(greedy).putInt(10, Integer.MAX_VALUE);
        Files.write(file, withChecksum(greedy));
        assertThat(reason(Kind.PAILLIER, PASSWORD)).isEqualTo(Reason.UNSUPPORTED);
        byte[] later = content.clone();
        later[7] = 2;
        Files.write(file, withChecksum(later));
        assertThat(reason(Kind.PAILLIER, PASSWORD)).isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void neverOverwritesAndNeedsAPasswordAndASecret() {
        assertThat(catchThrowableOfType(KeystoreException.class,
                () -> SecretFile.create(file, Kind.VRF, SECRET, PASSWORD, CHEAP, RANDOM)).reason())
                .isEqualTo(Reason.EXISTS);
        Path other = folder.resolve("other.key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretFile.create(other, Kind.VRF, SECRET, new char[0], CHEAP, RANDOM));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretFile.create(other, Kind.VRF, new byte[0], PASSWORD, CHEAP, RANDOM));
        byte[] tooLong = new byte[SecretFile.MAX_SECRET + 1];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretFile.create(other, Kind.VRF, tooLong, PASSWORD, CHEAP, RANDOM));
        SecretFile.create(other, Kind.VRF, new byte[SecretFile.MAX_SECRET], PASSWORD, CHEAP, RANDOM);
        assertThat(SecretFile.open(other, Kind.VRF, PASSWORD)).hasSize(SecretFile.MAX_SECRET);
    }

    private Reason reason(Kind kind, char[] password) {
        return catchThrowableOfType(KeystoreException.class, () -> SecretFile.open(file, kind, password)).reason();
    }

    private static byte[] withChecksum(byte[] content) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(content, 0, content.length - 32);
        System.arraycopy(sha.digest(), 0, content, content.length - 32, 32);
        return content;
    }
}
