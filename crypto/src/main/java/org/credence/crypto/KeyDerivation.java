package org.credence.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106, version 1.3) with the cost stored beside what it protects.
 *
 * @param memoryKib memory in KiB, from 8 × lanes to {@value #MAX_MEMORY_KIB}
 * @param passes    passes over the memory, 1 to {@value #MAX_PASSES}
 * @param lanes     independent lanes, 1 to {@value #MAX_LANES}
 */
public record KeyDerivation(int memoryKib, int passes, int lanes) {

    /** Most memory a keystore may ask for, 1 GiB: a hostile file must not exhaust the process. */
    public static final int MAX_MEMORY_KIB = 1 << 20;

    /** Most passes a keystore may ask for. */
    public static final int MAX_PASSES = 64;

    /** Most lanes a keystore may ask for. */
    public static final int MAX_LANES = 16;

    /** For every key that matters: the second choice of RFC 9106 §4 (64 MiB, 3 passes, 4 lanes), some 0.3 s. */
    public static final KeyDerivation STRONG = new KeyDerivation(1 << 16, 3, 4);

    /**
     * For members of a throw-away local consortium only: 1 MiB and one pass, a few milliseconds. A password behind it
     * is cheap to guess.
     */
    public static final KeyDerivation LIGHT = new KeyDerivation(1 << 10, 1, 1);

    /** Checks the bounds. */
    public KeyDerivation {
        requireWithin("lanes", lanes, 1, MAX_LANES);
        requireWithin("passes", passes, 1, MAX_PASSES);
        requireWithin("memoryKib", memoryKib, 8 * lanes, MAX_MEMORY_KIB);
    }

    /** {@code length} bytes of key from the password; the caller zeroes both arrays. */
    byte[] derive(char[] password, byte[] salt, int length) {
        byte[] secret = utf8(password);
        try {
            Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
            argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(passes)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] key = new byte[length];
            argon2.generateBytes(secret, key);
            return key;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Not by way of a String, which could not be zeroed. */
    private static byte[] utf8(char[] password) {
        byte[] room = new byte[3 * password.length];
        try {
            ByteBuffer encoded = ByteBuffer.wrap(room);
            CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password), encoded, true);
            if (result.isError()) {
                result.throwException();
            }
            return Arrays.copyOf(room, encoded.position());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("password: not valid Unicode", e);
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    private static void requireWithin(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + ": " + value + ", must be " + least + " to " + most);
        }
    }
}
