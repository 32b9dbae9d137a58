package org.credence.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.credence.base.proof.StateKey;
import org.credence.cli.output.Table;
import org.credence.client.CredenceClient;
import org.credence.client.verify.ChainTrust;
import org.credence.client.verify.VerifiedState;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.ledger.epoch.MemberRecord;
import org.credence.node.genesis.CreditModels;
import org.credence.reputation.CreditModel;
import org.credence.reputation.CreditRules;
import org.credence.reputation.Indicator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the ledger holds of the members, checked against the genesis file. */
@Command(name = "member", description = "Show what members have earned and why, and change who they are.",
        subcommands = {MemberCommand.Listing.class, MemberCommand.Show.class, ProposalsCommand.class,
                RequestCommand.class, ProposeCommand.class, ApproveCommand.class})
final class MemberCommand extends Group {

    private static final double ONE = 1 << 16;

    /** The epoch's table with what else is needed to read it. */
    private record Known(Roster roster, Constitution constitution, EpochRecord record, long height) {

        static Known ask(ApiOptions api) {
            Constitution constitution = api.constitution();
            try (CredenceClient client = api.client()) {
                return AcrossEpochs.ask(() -> ask(client, api.trust(), constitution));
            }
        }

        private static Known ask(CredenceClient client, ChainTrust founders, Constitution constitution) {
            ChainTrust trust = client.renewed(founders);
            VerifiedState state = client.state("/v1/epoch", StateKey.epoch(), trust);
            EpochRecord record = EpochRecord.of(state.value(), constitution);
            Roster roster = constitution.roster(client.state("/v1/roster", StateKey.roster(), trust).value());
            if (roster.seats().size() != record.members().size()) {
                throw new Failure(ExitCode.VIOLATION, "the members have changed between two answers: ask again");
            }
            return new Known(roster, constitution, record, state.height());
        }

        int index(String name) {
            List<String> names = roster.seats().stream().map(Seat::name).toList();
            int index = names.indexOf(name);
            if (index < 0) {
                throw new Failure(ExitCode.USAGE, "NAME: is '" + name + "', must be one of " + names);
            }
            return index;
        }

        Map<String, Object> fields(int index) {
            MemberRecord member = record.members().get(index);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", roster.seats().get(index).name());
            fields.put("place", record.rank().indexOf(index) + 1);
            fields.put("credit", member.standing().credit() / ONE);
            fields.put("age", member.standing().age());
            fields.put("barred", member.standing().barred());
            fields.put("assessment", member.assessment() / ONE);
            fields.put("staleEpochs", member.stale());
            return fields;
        }

        String heading() {
            return "epoch " + record.number() + ", heights " + (constitution.length().base(record.number()) + 1)
                    + " to " + constitution.length().last(record.number()) + ", as of height " + height
                    + ", credit model " + record.model().brief();
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = {"Prints the table of the epoch that lasts, in the order in which members lead.",
                    "The answer is checked: a decided header vouches for it."},
            footer = {"%nJSON fields: epoch, height, creditModel, members (name, place, credit, age, barred, "
                    + "assessment, staleEpochs).", "%nExample:", "  credence member list"})
    static final class Listing implements Runnable {

        @Mixin
        private ApiOptions api;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            Known known = Known.ask(api);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("epoch", known.record.number());
            answer.put("height", known.height);
            answer.put("creditModel", known.record.model().hex());
            answer.put("members", known.record.rank().stream().map(known::fields).toList());
            json.print(spec, answer, () -> text(known));
        }

        private static String text(Known known) {
            Table table = new Table("leads", "name", "credit", "age", "round trip", "vote lag", "missed", "silent",
                    "assessed", "remark");
            for (int index : known.record.rank()) {
                MemberRecord member = known.record.members().get(index);
                table.row(known.record.rank().indexOf(index) + 1, known.roster.seats().get(index).name(),
                        share(member.standing().credit()), member.standing().age(),
                        millis(member, Indicator.NETWORK_DELAY), millis(member, Indicator.CONFIRM_LAG),
                        percent(member, Indicator.MISSED_VOTES), percent(member, Indicator.OFFLINE_TIME),
                        share(member.assessment()), remark(member));
            }
            return known.heading() + "\n" + table.text();
        }

        private static String remark(MemberRecord member) {
            return member.standing().barred() > 0
                    ? "proven fault, barred for " + member.standing().barred() + " epochs"
                    : member.stale() > 0 ? "measured " + member.stale() + " epochs ago" : "";
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = {"Explains a member's credit, indicator by indicator.",
                    "What an indicator costs is by how much the model would think less of a member that is perfect "
                            + "but for that one."},
            footer = {"%nJSON fields: those of list, and indicators (name, value, unit, costs).",
                    "%nExample:", "  credence member show member-2"})
    static final class Show implements Runnable {

        @Parameters(paramLabel = "NAME", description = "The member.")
        private String name;

        @Option(names = "--credit-model", paramLabel = "FILE",
                description = "The model that the consortium agreed on (the one that comes with the program).")
        private @Nullable Path file;

        @Mixin
        private ApiOptions api;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        /** What is known of the member under one name, and what that costs it. */
        private record Line(String name, long value, String unit, double costs) {}

        @Override
        public void run() {
            Known known = Known.ask(api);
            CreditModel model = file == null ? CreditModels.shipped() : CreditModels.read(file);
            if (!model.digest().equals(known.record.model())) {
                throw new Failure(ExitCode.USAGE, "--credit-model: is " + model.digest().brief()
                        + ", the consortium agreed on " + known.record.model().brief());
            }
            int index = known.index(name);
            MemberRecord member = known.record.members().get(index);
            Map<String, Object> answer = known.fields(index);
            List<Line> indicators = Stream.of(Indicator.values()).map(indicator -> new Line(indicator.label(),
                    member.indicators().of(indicator), indicator.unit(),
                    model.cost(member.indicators(), indicator) / ONE)).toList();
            answer.put("indicators", indicators);
            json.print(spec, answer, () -> text(known, index, indicators));
        }

        private static String text(Known known, int index, List<Line> indicators) {
            Table table = new Table("indicator", "value", "unit", "costs");
            indicators.forEach(line -> table.row(line.name, line.value, line.unit,
                    String.format(Locale.ROOT, "%.3f", line.costs)));
            MemberRecord member = known.record.members().get(index);
            return known.heading() + "\n" + known.roster.seats().get(index).name() + " leads as number "
                    + (known.record.rank().indexOf(index) + 1) + " of " + known.record.rank().size() + "\n\n"
                    + table.text() + "\n\n" + verdict(member);
        }

        private static String verdict(MemberRecord member) {
            if (member.standing().barred() > 0) {
                return "A fault was proven: no credit for " + member.standing().barred() + " more epochs.";
            }
            String stale = member.stale() == 0 ? ""
                    : "\nToo few members reported on it for " + member.stale()
                            + " epochs: what was measured before stands.";
            return "The model assesses this at " + share(member.assessment()) + ". Credit follows by at most "
                    + share(CreditRules.MOST_GAIN) + " up and " + share(CreditRules.MOST_LOSS)
                    + " down an epoch, and not beyond " + share(CreditRules.cap(member.standing().age())) + " at age "
                    + member.standing().age() + ": it is " + share(member.standing().credit()) + "." + stale;
        }
    }

    private static String share(int value) {
        return String.format(Locale.ROOT, "%.3f", value / ONE);
    }

    private static String millis(MemberRecord member, Indicator indicator) {
        long value = member.indicators().of(indicator);
        return value >= 65_535 ? "none" : value + " ms";
    }

    private static String percent(MemberRecord member, Indicator indicator) {
        return String.format(Locale.ROOT, "%.1f %%", member.indicators().of(indicator) / 10.0);
    }
}
