package org.credence.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.credence.apps.metering.contract.MeteringApplication;
import org.credence.base.PublicKey;
import org.credence.cli.output.Deciding;
import org.credence.cli.output.Table;
import org.credence.consensus.part.Quorum;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and shows the file that says who founds a chain. */
@Command(name = "genesis", description = "Make or show the file that names a chain's founding members.",
        subcommands = {GenesisCommand.Create.class, GenesisCommand.Show.class})
final class GenesisCommand extends Group {

    private static final Pattern MEMBER = Pattern.compile("([^=]+)=([0-9a-f]{64})@(.+):(\\d{1,5}):(\\d{1,5})");

    @Command(name = "create", mixinStandardHelpOptions = true,
            description = {"Writes DIR/genesis.json.",
                    "Either name each member with the public key it made itself, or let --members make keys for all of "
                            + "them, each in DIR/NAME/member.key."},
            footer = {"%nExamples:",
                    "  credence genesis create net --members 4 --password-file secret.txt",
                    "  credence genesis create net --member north=<key>@10.0.0.1:7101:8101 --member ..."})
    static final class Create implements Runnable {

        @Parameters(paramLabel = "DIR", description = "Directory to write to; made if it is missing.")
        private Path directory;

        @ArgGroup(multiplicity = "1")
        private Who who;

        @Option(names = "--name", defaultValue = "credence", description = "Of the consortium (${DEFAULT-VALUE}).")
        private String name = "credence";

        @Option(names = "--host", defaultValue = "127.0.0.1",
                description = "Where the members made by --members are reached (${DEFAULT-VALUE}).")
        private String host = "127.0.0.1";

        @Mixin
        private ProtocolOption protocol;

        @Mixin
        private PortOptions ports;

        @Option(names = "--faulty", paramLabel = "F",
                description = "Faulty members tolerated (the most that protocol and number of members allow).")
        private @Nullable Integer faulty;

        @Option(names = "--slow", paramLabel = "P",
                description = "Members that may be slow without leaving the fast lane (the most possible).")
        private @Nullable Integer slow;

        @Option(names = "--network", defaultValue = "LAN",
                description = "How far apart the members are: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
        private Genesis.Network network = Genesis.Network.LAN;

        @Mixin
        private EpochOptions epochs;

        @Mixin
        private PasswordOptions password;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        /** Who the members are: exactly one of the two. */
        static final class Who {

            @Option(names = "--members", paramLabel = "N", description = "Make keys for this many members.")
            private int made;

            @Option(names = "--member", paramLabel = "NAME=KEY@HOST:PEERPORT:APIPORT",
                    description = "A member with its own key; in committee order.")
            private List<String> named = List.of();
        }

        @Override
        public void run() {
            Path file = directory.resolve("genesis.json");
            if (Files.exists(file)) {
                throw new Failure(ExitCode.USAGE, file + ": exists and is not overwritten");
            }
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Genesis genesis = who.named.isEmpty() ? withKeys() : genesis(who.named.stream().map(this::member).toList());
            GenesisFile.write(genesis, file);
            json.print(spec, summary(genesis), () -> "wrote " + file + ": " + text(genesis));
        }

        private Genesis withKeys() {
            SecureRandom random = new SecureRandom();
            List<KeyPair> pairs = new ArrayList<>();
            char[] secret = new char[0];
            try {
                List<Genesis.Member> members = new ArrayList<>();
                for (int i = 0; i < who.made; i++) {
                    KeyPair pair = KeyPair.generate(random);
                    pairs.add(pair);
                    members.add(new Genesis.Member("member-" + i, pair.publicKey(), host, ports.peer() + i,
                            ports.api() + i));
                }
                Genesis genesis = genesis(members);
                secret = password.fresh();
                for (int i = 0; i < pairs.size(); i++) {
                    Path home = Files.createDirectories(directory.resolve(members.get(i).name()));
                    Keystore.create(home.resolve("member.key"), pairs.get(i), secret, KeyDerivation.STRONG, random);
                    GenesisFile.write(genesis, home.resolve("genesis.json"));
                }
                return genesis;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                pairs.forEach(KeyPair::close);
                Arrays.fill(secret, '\0');
            }
        }

        private Genesis genesis(List<Genesis.Member> members) {
            if (members.size() < Genesis.FEWEST) {
                throw new Failure(ExitCode.USAGE,
                        "members: are " + members.size() + ", must be at least " + Genesis.FEWEST);
            }
            return new Genesis(name, protocol.chosen(), members, quorum(members.size()), network,
                    List.of(new Genesis.Application(MeteringApplication.NAME, new TreeMap<>())), true, false,
                    epochs.chosen(protocol.chosen()));
        }

        private Quorum quorum(int n) {
            Quorum most = protocol.chosen().quorum(n);
            int f = faulty == null ? most.f() : faulty;
            try {
                return slow == null ? Quorum.of(most.rule(), n, f) : new Quorum(most.rule(), n, f, slow);
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
            }
        }

        private Genesis.Member member(String text) {
            Matcher parts = MEMBER.matcher(text);
            if (!parts.matches()) {
                throw new Failure(ExitCode.USAGE,
                        "--member: is '" + text + "', must be NAME=KEY@HOST:PEERPORT:APIPORT with a key of 64 digits");
            }
            return new Genesis.Member(parts.group(1), PublicKey.parse(parts.group(2)), parts.group(3),
                    Integer.parseInt(parts.group(4)), Integer.parseInt(parts.group(5)));
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = "Checks a genesis file and prints its chain id, members and quorums.",
            footer = {"%nExample:", "  credence genesis show .credence/genesis.json"})
    static final class Show implements Runnable {

        @Parameters(paramLabel = "FILE", defaultValue = ".credence/genesis.json",
                description = "The file (${DEFAULT-VALUE}).")
        private Path file;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            Genesis genesis = GenesisFile.read(file);
            json.print(spec, summary(genesis), () -> text(genesis));
        }
    }

    private static Map<String, Object> summary(Genesis genesis) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("name", genesis.name());
        summary.put("chainId", genesis.chainId().hex());
        summary.put("protocol", genesis.protocol().id());
        summary.put("quorum", genesis.quorum());
        summary.put("network", genesis.network());
        genesis.epochs().ifPresent(epochs -> summary.put("epochs",
                Map.of("blocks", epochs.blocks(), "creditModel", epochs.model().hex())));
        summary.put("members", genesis.members().stream().map(member -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", member.name());
            fields.put("key", member.key().hex());
            fields.put("host", member.host());
            fields.put("peerPort", member.peerPort());
            fields.put("apiPort", member.apiPort());
            return fields;
        }).toList());
        return summary;
    }

    private static String text(Genesis genesis) {
        Quorum quorum = genesis.quorum();
        Table members = new Table("#", "name", "key", "host", "peer port", "api port");
        for (int i = 0; i < genesis.members().size(); i++) {
            Genesis.Member member = genesis.members().get(i);
            members.row(i, member.name(), member.key().hex(), member.host(), member.peerPort(), member.apiPort());
        }
        return genesis.name() + ", chain " + genesis.chainId().hex() + "\n"
                + "n = " + quorum.n() + ", " + genesis.protocol().id() + " " + Deciding.text(quorum) + "\n"
                + genesis.epochs().map(epochs -> "epochs of " + epochs.blocks() + " blocks, credit model "
                        + epochs.model().hex() + "\n").orElse("")
                + members.text();
    }
}
