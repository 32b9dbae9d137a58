package org.credence.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.proof.StateKey;
import org.credence.cli.output.Table;
import org.credence.client.CredenceClient;
import org.credence.client.verify.ChainTrust;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what members want to change, checked against the genesis file. */
@Command(name = "proposals", mixinStandardHelpOptions = true,
        description = "Prints what members want to change, and who has approved it.",
        footer = {"%nJSON fields: id, epoch, change, approvedBy, needed.", "%nExample:",
                "  credence member proposals"})
final class ProposalsCommand implements Runnable {

    @Mixin
    private ApiOptions api;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (CredenceClient client = api.client()) {
            List<Map<String, Object>> proposals = AcrossEpochs.ask(() -> proposals(client));
            json.print(spec, proposals, () -> text(proposals));
        }
    }

    private List<Map<String, Object>> proposals(CredenceClient client) {
        ChainTrust trust = client.renewed(api.trust());
        Roster roster = api.constitution().roster(client.state("/v1/roster", StateKey.roster(), trust).value());
        return Proposal.of(client.state("/v1/proposals", StateKey.proposals(), trust).value()).stream()
                .map(proposal -> fields(proposal, roster)).toList();
    }

    private static Map<String, Object> fields(Proposal proposal, Roster roster) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", proposal.id().hex());
        fields.put("epoch", proposal.epoch());
        fields.put("change", words(proposal.change()));
        fields.put("approvedBy", roster.seats().stream().filter(seat -> proposal.approvals().contains(seat.key()))
                .map(Seat::name).toList());
        fields.put("needed", roster.quorum().slow());
        return fields;
    }

    private static String words(Change change) {
        return switch (change) {
            case Change.Join(Seat seat, _) -> seat.name() + " joins, at " + seat.host() + ":" + seat.peerPort()
                    + ", key " + seat.key().bytes().brief();
            case Change.Leave(String name) -> name + " leaves";
            case Change.Rotate(String name, PublicKey key, _) -> name + " gets key " + key.bytes().brief();
            case Change.Remodel(Digest model) -> "credit by model " + model.brief();
        };
    }

    private static String text(List<Map<String, Object>> proposals) {
        if (proposals.isEmpty()) {
            return "nothing is proposed";
        }
        Table table = new Table("id", "since epoch", "change", "approved by", "needed");
        for (Map<String, Object> fields : proposals) {
            table.row(fields.values().toArray());
        }
        return table.text();
    }
}
