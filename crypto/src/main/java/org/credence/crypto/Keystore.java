package org.credence.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.credence.base.PublicKey;
import org.credence.crypto.KeystoreException.Reason;

/**
 * One Ed25519 seed in an encrypted file: Argon2id, then AES-256-GCM, with the public key in clear but authenticated.
 * The file's layout is {@link KeystoreFormat}'s; only its owner may read or write it. Whatever is wrong with a file is
 * told by a {@link KeystoreException}.
 */
public final class Keystore {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;
    private static final int KEY_LENGTH = 32;

    private static final FileAttribute<?>[] OWNER_ONLY = {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    private Keystore() {}

    /**
     * Writes a new file: complete and on disk when this returns, absent or complete after a crash at any point.
     *
     * @param password   not empty; the caller zeroes it
     * @param derivation {@link KeyDerivation#STRONG} unless the key is worthless
     * @throws KeystoreException EXISTS or INPUT_OUTPUT
     */
    public static void create(Path file, KeyPair pair, char[] password, KeyDerivation derivation, SecureRandom random) {
        if (password.length == 0) {
            throw new IllegalArgumentException("password: empty, must have at least one character");
        }
        if (Files.exists(file)) {
            throw new KeystoreException(Reason.EXISTS, "keystore " + file + ": exists and is never overwritten");
        }
        byte[] content = seal(pair, password, derivation, random).encode();
        try {
            writeAtomically(file, content, random);
        } catch (IOException e) {
            throw new KeystoreException(Reason.INPUT_OUTPUT, "keystore " + file + ": cannot be written: " + e, e);
        }
    }

    /**
     * Opens a file.
     *
     * @param password the caller zeroes it
     * @throws KeystoreException WRONG_PASSWORD, DAMAGED, UNSUPPORTED or INPUT_OUTPUT
     */
    public static KeyPair open(Path file, char[] password) {
        KeystoreFormat content = read(file);
        byte[] seed = unseal(content, password);
        try {
            KeyPair pair = KeyPair.fromSeed(seed);
            if (!pair.publicKey().equals(content.publicKey())) {
                pair.close();
                throw new KeystoreException(Reason.DAMAGED, "keystore: its public key is not that of its seed");
            }
            return pair;
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /**
     * The public key of a file, without a password and therefore not authenticated.
     *
     * @throws KeystoreException DAMAGED, UNSUPPORTED or INPUT_OUTPUT
     */
    public static PublicKey publicKey(Path file) {
        return read(file).publicKey();
    }

    private static KeystoreFormat seal(
            KeyPair pair, char[] password, KeyDerivation derivation, SecureRandom random) {
        byte[] salt = new byte[KeystoreFormat.SALT_LENGTH];
        byte[] nonce = new byte[KeystoreFormat.NONCE_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        KeystoreFormat header = new KeystoreFormat(derivation, salt, pair.publicKey(), nonce, new byte[0]);
        byte[] seed = pair.seed();
        try {
            return header.withSealedSeed(cipher(Cipher.ENCRYPT_MODE, header, password, seed));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM must encrypt a seed", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static byte[] unseal(KeystoreFormat content, char[] password) {
        try {
            return cipher(Cipher.DECRYPT_MODE, content, password, content.sealedSeed());
        } catch (AEADBadTagException e) {
            throw new KeystoreException(Reason.WRONG_PASSWORD, "keystore: wrong password", e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM must answer for a sealed seed", e);
        }
    }

    private static byte[] cipher(int mode, KeystoreFormat header, char[] password, byte[] input)
            throws GeneralSecurityException {
        byte[] key = header.derivation().derive(password, header.salt(), KEY_LENGTH);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, header.nonce()));
            cipher.updateAAD(header.associatedData());
            return cipher.doFinal(input);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static KeystoreFormat read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return KeystoreFormat.decode(in.readNBytes(KeystoreFormat.MAX_LENGTH));
        } catch (IOException e) {
            throw new KeystoreException(Reason.INPUT_OUTPUT, "keystore " + file + ": cannot be read: " + e, e);
        }
    }

    /**
     * Into a file beside the target, synced, then renamed; the folder is synced so that the name survives a power cut
     * too.
     */
    private static void writeAtomically(Path file, byte[] content, SecureRandom random) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        Path partial = target.resolveSibling(target.getFileName() + "." + Long.toHexString(random.nextLong()) + ".new");
        Path folder = target.resolveSibling(".").normalize();
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
        try {
            writeSynced(partial, content, posix ? OWNER_ONLY : new FileAttribute<?>[0]);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            if (posix) {
                try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                    entries.force(true);
                }
            }
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void writeSynced(Path file, byte[] content, FileAttribute<?>[] attributes) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(file, fresh, attributes)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }
}
