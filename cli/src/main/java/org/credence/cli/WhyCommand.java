package org.credence.cli;

import java.util.stream.Collectors;
import org.credence.client.CredenceClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints why a member does not go on. */
@Command(name = "why", mixinStandardHelpOptions = true,
        description = "Why has it stopped? Prints what the first member that answers waits for: "
                + "have and need, who is missing, "
                + "since when, and the next timer.",
        footer = {"%nExample:", "  credence why --api http://127.0.0.1:8101"})
final class WhyCommand implements Runnable {

    @Mixin
    private ApiOptions api;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (CredenceClient client = api.client()) {
            JsonNode why = client.get("/v1/why");
            json.print(spec, why,
                    () -> why.path("lines").valueStream().map(JsonNode::asString).collect(Collectors.joining("\n")));
        }
    }
}
