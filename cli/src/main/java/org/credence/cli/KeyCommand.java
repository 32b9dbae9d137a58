package org.credence.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.credence.base.PublicKey;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and shows encrypted key files. */
@Command(name = "key", description = "Make or show an encrypted Ed25519 key file.",
        subcommands = {KeyCommand.Create.class, KeyCommand.Show.class})
final class KeyCommand extends Group {

    @Command(name = "create", mixinStandardHelpOptions = true,
            description = "Makes a new key and writes it encrypted (Argon2id, AES-256-GCM) to a new file.",
            footer = {"%nExample:", "  credence key create member.key --password-file secret.txt"})
    static final class Create implements Runnable {

        @Parameters(paramLabel = "FILE", description = "The file to write; an existing one is never overwritten.")
        private Path file;

        @Mixin
        private PasswordOptions password;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            char[] secret = password.fresh();
            try (KeyPair pair = KeyPair.generate(new SecureRandom())) {
                Keystore.create(file, pair, secret, KeyDerivation.STRONG, new SecureRandom());
                show(spec, json, file, pair.publicKey());
            } finally {
                Arrays.fill(secret, '\0');
            }
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = "Prints the public key of a key file. Without --check no password is needed.",
            footer = {"%nExample:", "  credence key show .credence/member-0/member.key"})
    static final class Show implements Runnable {

        @Parameters(paramLabel = "FILE", description = "The key file.")
        private Path file;

        @Option(names = "--check", description = "Open it with its password, which shows that both are whole.")
        private boolean check;

        @Mixin
        private PasswordOptions password;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            if (check) {
                char[] secret = password.existing(Optional.empty());
                try {
                    Keystore.open(file, secret).close();
                } finally {
                    Arrays.fill(secret, '\0');
                }
            }
            show(spec, json, file, Keystore.publicKey(file));
        }
    }

    private static void show(CommandSpec spec, JsonOption json, Path file, PublicKey key) {
        json.print(spec, Map.of("file", file.toString(), "publicKey", key.hex()), () -> key.hex());
    }
}
