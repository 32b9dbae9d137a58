package org.credence.cli;

import java.util.Map;
import org.credence.ledger.epoch.Operation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Approves what another member has proposed. */
@Command(name = "approve", mixinStandardHelpOptions = true,
        description = {"Approves a proposal in the name of a member.",
                "Once a quorum has, it takes effect at the end of the epoch."},
        footer = {"%nExample:", "  credence member approve 77ab... --data .credence/member-1"})
final class ApproveCommand implements Runnable {

    @Parameters(paramLabel = "ID", description = "The proposal, as `credence member proposals` shows it.")
    private String id;

    @Mixin
    private MemberVoice voice;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        long height = voice.say(new Operation.Approve(GetCommand.digest("ID", id))).height();
        json.print(spec, Map.of("height", height), () -> "approved at height " + height);
    }
}
