package org.credence.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.credence.base.codec.Malformed;
import org.credence.client.CredenceClient;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.Operation;
import org.credence.node.genesis.CreditModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Proposes a change of the members or of the model; other members approve it. */
@Command(name = "propose", description = "Propose a change, for a quorum of members to approve.",
        footer = "%nJSON fields: id, height.",
        subcommands = {ProposeCommand.Join.class, ProposeCommand.Leave.class, ProposeCommand.Model.class})
final class ProposeCommand extends Group {

    /** What all of them have. */
    @Command(mixinStandardHelpOptions = true)
    abstract static class Proposing implements Runnable {

        @Mixin
        private MemberVoice voice;

        @Mixin
        private JsonOption json;

        @Option(names = "--force", description = "Propose it even if the members that are connected could not decide "
                + "anything afterwards.")
        private boolean force;

        @Spec
        private CommandSpec spec;

        abstract Change change();

        /** Members afterwards less members now. */
        abstract int growth();

        /** Whether the member with this name could still vote afterwards. */
        boolean stays(String name) {
            return true;
        }

        @Override
        public void run() {
            Change change = change();
            if (!force && change.ofMembers()) {
                rehearse();
            }
            MemberVoice.Proposed proposed = voice.propose(change);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", proposed.id().hex());
            fields.put("height", proposed.height());
            json.print(spec, fields, () -> "proposed " + proposed.id().hex() + " at height " + proposed.height()
                    + "; others approve it with `credence member approve " + proposed.id().hex() + "`");
        }

        /** A change that leaves too few members to decide anything would be the last. */
        private void rehearse() {
            try (CredenceClient client = voice.api().client()) {
                JsonNode answer = client.get("/v1/members");
                Protocol protocol = Protocol.of(answer.path("protocol").asString());
                int after = answer.path("members").size() + growth();
                Predicate<JsonNode> connected = member -> member.path("connected").asBoolean()
                        && stays(member.path("name").asString());
                long able = StreamSupport.stream(answer.path("members").spliterator(), false).filter(connected).count();
                int needed = Quorum.of(protocol.rule(), after).slow();
                if (able < needed) {
                    throw new Failure(ExitCode.USAGE, "refused: of " + after + " members " + needed
                            + " would have to vote, but only " + able + " of those that stay are connected; --force "
                            + "proposes it nevertheless");
                }
            }
        }
    }

    @Command(name = "join", description = "Somebody becomes a member.",
            footer = {"%nExample:", "  credence member propose join east.request --data .credence/member-0"})
    static final class Join extends Proposing {

        @Parameters(paramLabel = "FILE", description = "What the newcomer made with `credence member request`.")
        private Path request;

        @Override
        Change change() {
            try {
                byte[] encoded =
                        HexFormat.of().parseHex(Files.readString(request, StandardCharsets.US_ASCII).strip());
                if (Operation.decode(encoded) instanceof Operation.Propose(Change.Join join)) {
                    return join;
                }
                throw new Failure(ExitCode.USAGE, request + ": asks for something else");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (IllegalArgumentException | Malformed e) {
                throw new Failure(ExitCode.USAGE, request + ": is no request: " + e.getMessage(), e);
            }
        }

        @Override
        int growth() {
            return 1;
        }
    }

    @Command(name = "leave", description = "A member leaves.",
            footer = {"%nExample:", "  credence member propose leave member-3 --data .credence/member-0"})
    static final class Leave extends Proposing {

        @Parameters(paramLabel = "NAME", description = "The member.")
        private String name;

        @Override
        Change change() {
            return new Change.Leave(name);
        }

        @Override
        int growth() {
            return -1;
        }

        @Override
        boolean stays(String member) {
            return !member.equals(name);
        }
    }

    @Command(name = "model", description = {"Credit is earned by another model.",
            "Every member must have the file in DIR/models before the epoch with it ends."},
            footer = {"%nExample:", "  credence member propose model better.model --data .credence/member-0"})
    static final class Model extends Proposing {

        @Parameters(paramLabel = "FILE", description = "The model.")
        private Path file;

        @Override
        Change change() {
            return new Change.Remodel(CreditModels.read(file).digest());
        }

        @Override
        int growth() {
            return 0;
        }
    }
}
