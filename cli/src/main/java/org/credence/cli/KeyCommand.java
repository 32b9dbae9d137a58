package org.credence.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.credence.base.PublicKey;
import org.credence.client.CredenceClient;
import org.credence.consensus.part.Roster;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.crypto.Signer;
import org.credence.ledger.epoch.Change;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and shows encrypted key files. */
@Command(name = "key", description = "Make, show or rotate an encrypted Ed25519 key file.",
        subcommands = {KeyCommand.Create.class, KeyCommand.Show.class, KeyCommand.Rotate.class})
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

    @Command(name = "rotate", mixinStandardHelpOptions = true,
            description = {
                    "Makes a new key for a member, in DIR/member.next.key under the same password, and "
                            + "proposes it.",
                    "Restart the member before the epoch in which a quorum has approved ends: it uses whichever key "
                            + "the ledger names. Once that is the new one, put it in the place of member.key."},
            footer = {"%nJSON fields: file, publicKey, id (of the proposal), height.", "%nExample:",
                    "  credence key rotate --data .credence/member-1"})
    static final class Rotate implements Runnable {

        @Mixin
        private MemberVoice voice;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            Path next = voice.home().nextKey();
            Genesis genesis = GenesisFile.read(voice.home().genesis());
            char[] secret = voice.secret();
            try (KeyPair present = Keystore.open(voice.home().key(), secret);
                    KeyPair pair = Files.exists(next) ? Keystore.open(next, secret)
                            : KeyPair.generate(new SecureRandom())) {
                if (!Files.exists(next)) {
                    Keystore.create(next, pair, secret, KeyDerivation.STRONG, new SecureRandom());
                }
                String name = name(present.publicKey());
                Signer signer = pair.signer();
                Change change = new Change.Rotate(name, signer.publicKey(),
                        signer.sign(Change.statement(genesis.chainId(), name, signer.publicKey())));
                MemberVoice.Proposed proposed = voice.propose(change);
                json.print(spec,
                        Map.of("file", next.toString(), "publicKey", signer.publicKey().hex(), "id",
                                proposed.id().hex(), "height", proposed.height()),
                        () -> "wrote " + next + " and proposed " + proposed.id().hex() + " at height "
                                + proposed.height() + "; restart the member, and let a quorum approve");
            } finally {
                Arrays.fill(secret, '\0');
            }
        }

        private String name(PublicKey key) {
            try (CredenceClient client = voice.api().client()) {
                Roster roster = voice.roster(client);
                int index = roster.member(key)
                        .orElseThrow(() -> new Failure(ExitCode.USAGE, "--data: its key is no member's"));
                return roster.seats().get(index).name();
            }
        }
    }

    private static void show(CommandSpec spec, JsonOption json, Path file, PublicKey key) {
        json.print(spec, Map.of("file", file.toString(), "publicKey", key.hex()), () -> key.hex());
    }
}
