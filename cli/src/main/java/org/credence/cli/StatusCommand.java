package org.credence.cli;

import java.util.Locale;
import org.credence.client.CredenceClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints where a member stands. */
@Command(name = "status", mixinStandardHelpOptions = true,
        description = "Prints where the first member that answers stands.",
        footer = {"%nExamples:", "  credence status", "  credence status --api http://127.0.0.1:8103 --json"})
final class StatusCommand implements Runnable {

    @Mixin
    private ApiOptions api;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (CredenceClient client = api.client()) {
            JsonNode status = client.get("/v1/status");
            json.print(spec, status, () -> text(status));
        }
    }

    private static String text(JsonNode status) {
        String halted = status.path("halted").asString("");
        return String.format(Locale.ROOT, "%s of %s, chain %s%n%s, epoch %d, view %d led by %s, stage %s%n"
                + "height %d decided, %d executed, blocks kept from %d on, state root %s%n"
                + "%d members connected, %d transactions under way%s",
                status.path("member").path("name").asString(), status.path("consortium").asString(),
                status.path("chainId").asString(), status.path("protocol").asString(), status.path("epoch").asInt(),
                status.path("view").asLong(),
                status.path("leader").path("name").asString(), status.path("stage").asString(),
                status.path("decidedHeight").asLong(), status.path("executedHeight").asLong(),
                status.path("firstHeight").asLong(),
                status.path("stateRoot").asString(), status.path("connected").asInt(), status.path("tracked").asInt(),
                halted.isEmpty() ? "" : "\nHALTED: " + halted);
    }
}
