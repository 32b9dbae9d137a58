package org.credence.node.genesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of {@link Genesis}. Strict: a key that is unknown or given twice is refused, since a misspelt limit
 * protects nobody.
 */
public final class GenesisFile {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final Set<String> TOP = Set.of("name", "protocol", "members", "quorum", "network",
            "applications", "clientSignatures", "bench", "epochs");
    private static final Set<String> EPOCHS = Set.of("blocks", "creditModel");
    private static final Set<String> MEMBER = Set.of("name", "key", "host", "peerPort", "apiPort");
    private static final Set<String> QUORUM = Set.of("f", "p");
    private static final Set<String> APPLICATION = Set.of("name", "parameters");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private GenesisFile() {}

    /**
     * Reads and checks a file.
     *
     * @throws ConfigInvalid if anything in it is missing, unknown or out of its limits
     */
    public static Genesis read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ConfigInvalid(file.toString(), "has " + Files.size(file) + " bytes", "at most " + MOST_BYTES);
            }
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigInvalid(file.toString(), "does not exist", "a genesis file");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Parses and checks JSON text.
     *
     * @throws ConfigInvalid as {@link #read} does
     */
    public static Genesis parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ConfigInvalid("file", "is no JSON (" + e.getOriginalMessage() + ")", "one JSON object");
        }
        Fields fields = new Fields("", root, TOP);
        List<Genesis.Member> members = fields.objects("members", MEMBER).stream().map(GenesisFile::member).toList();
        Protocol protocol = protocol(fields);
        return new Genesis(fields.text("name"), protocol, members, quorum(fields, protocol, members.size()),
                network(fields),
                fields.objects("applications", APPLICATION).stream()
                        .map(f -> new Genesis.Application(f.text("name"), f.texts("parameters"))).toList(),
                fields.flag("clientSignatures", true), fields.flag("bench", false), epochs(fields));
    }

    /** Writes the file; an existing one is replaced. */
    public static void write(Genesis genesis, Path file) {
        try {
            Files.writeString(file, format(genesis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON text that {@link #parse} reads back as an equal value. */
    public static String format(Genesis genesis) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", genesis.name());
        root.put("protocol", genesis.protocol().id());
        root.putObject("quorum").put("f", genesis.quorum().f()).put("p", genesis.quorum().p());
        root.put("network", genesis.network().name().toLowerCase(Locale.ROOT));
        ArrayNode members = root.putArray("members");
        for (Genesis.Member member : genesis.members()) {
            members.addObject().put("name", member.name()).put("key", member.key().hex()).put("host", member.host())
                    .put("peerPort", member.peerPort()).put("apiPort", member.apiPort());
        }
        ArrayNode applications = root.putArray("applications");
        for (Genesis.Application application : genesis.applications()) {
            ObjectNode parameters = applications.addObject().put("name", application.name()).putObject("parameters");
            application.parameters().forEach(parameters::put);
        }
        root.put("clientSignatures", genesis.clientSignatures()).put("bench", genesis.bench());
        genesis.epochs().ifPresent(epochs -> root.putObject("epochs").put("blocks", epochs.blocks())
                .put("creditModel", epochs.model().hex()));
        return JSON.writeValueAsString(root) + "\n";
    }

    private static Genesis.Member member(Fields fields) {
        PublicKey key;
        try {
            key = PublicKey.parse(fields.text("key"));
        } catch (IllegalArgumentException e) {
            throw new ConfigInvalid(fields.at("key"), "is no key", "64 hexadecimal digits");
        }
        return new Genesis.Member(fields.text("name"), key, fields.text("host"), fields.number("peerPort"),
                fields.number("apiPort"));
    }

    private static Protocol protocol(Fields fields) {
        if (!fields.has("protocol")) {
            return Protocol.CBFT;
        }
        String id = fields.text("protocol");
        if (!Protocol.ids().contains(id)) {
            throw new ConfigInvalid(fields.at("protocol"), "is " + id, "one of " + String.join(", ", Protocol.ids()));
        }
        return Protocol.of(id);
    }

    private static Quorum quorum(Fields fields, Protocol protocol, int members) {
        if (members < Genesis.FEWEST) {
            throw new ConfigInvalid("members", "are " + members, "at least " + Genesis.FEWEST);
        }
        if (!fields.has("quorum")) {
            return protocol.quorum(members);
        }
        Fields quorum = fields.object("quorum", QUORUM);
        int f = bounded(quorum, "f", members);
        int p = bounded(quorum, "p", members);
        try {
            return new Quorum(protocol.rule(), members, f, p);
        } catch (IllegalArgumentException e) {
            throw new ConfigInvalid("quorum", String.valueOf(e.getMessage()),
                    "at least 0, and n enough for " + protocol.id());
        }
    }

    private static int bounded(Fields fields, String key, int limit) {
        int value = fields.number(key);
        if (value < 0 || value > limit) {
            throw new ConfigInvalid(fields.at(key), "is " + value, "0 to " + limit);
        }
        return value;
    }

    private static Optional<Genesis.Epochs> epochs(Fields fields) {
        if (!fields.has("epochs")) {
            return Optional.empty();
        }
        Fields epochs = fields.object("epochs", EPOCHS);
        try {
            return Optional.of(new Genesis.Epochs(epochs.number("blocks"), Digest.parse(epochs.text("creditModel"))));
        } catch (IllegalArgumentException e) {
            throw new ConfigInvalid(epochs.at("creditModel"), "is no digest", "64 hexadecimal digits");
        }
    }

    private static Genesis.Network network(Fields fields) {
        if (!fields.has("network")) {
            return Genesis.Network.LAN;
        }
        return switch (fields.text("network")) {
            case "lan" -> Genesis.Network.LAN;
            case "wan" -> Genesis.Network.WAN;
            default -> throw new ConfigInvalid("network", "is " + fields.text("network"), "lan or wan");
        };
    }
}
