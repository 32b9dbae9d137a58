package org.credence.cli;

import java.util.Locale;
import org.credence.cli.output.Deciding;
import org.credence.cli.output.Table;
import org.credence.client.CredenceClient;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints the members as one of them sees them. */
@Command(name = "members", mixinStandardHelpOptions = true,
        description = "Prints all members as the first member that answers sees them.",
        footer = {"%nExample:", "  credence members"})
final class MembersCommand implements Runnable {

    @Mixin
    private ApiOptions api;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (CredenceClient client = api.client()) {
            JsonNode members = client.get("/v1/members");
            json.print(spec, members, () -> text(members));
        }
    }

    private static String text(JsonNode answer) {
        Table table = new Table("#", "name", "connected", "view", "height", "heard", "peers at", "API at", "key");
        for (JsonNode member : answer.path("members")) {
            String host = member.path("host").asString();
            table.row(member.path("index").asInt(), member.path("name").asString(), connected(member),
                    member.path("view").asLong(), member.path("decidedHeight").asLong(), heard(member),
                    host + ":" + member.path("peerPort").asInt(), host + ":" + member.path("apiPort").asInt(),
                    member.path("key").asString().substring(0, 8));
        }
        Protocol protocol = Protocol.of(answer.path("protocol").asString());
        Quorum quorum = new Quorum(protocol.rule(), answer.path("members").size(), answer.path("f").asInt(),
                answer.path("p").asInt());
        return table.text() + "\n" + protocol.id() + " " + Deciding.text(quorum);
    }

    private static String connected(JsonNode member) {
        return member.path("self").asBoolean() ? "answers" : member.path("connected").asBoolean() ? "yes" : "NO";
    }

    private static String heard(JsonNode member) {
        long ago = member.path("heardAgoMs").asLong();
        return member.path("self").asBoolean() ? "-"
                : ago < 0 ? "never" : String.format(Locale.ROOT, "%.1f s ago", ago / 1_000.0);
    }
}
