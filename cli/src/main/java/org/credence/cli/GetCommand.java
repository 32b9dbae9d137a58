package org.credence.cli;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.credence.apps.metering.Calendar;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.MonthRecord;
import org.credence.apps.metering.RegionTotal;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Reader;
import org.credence.base.proof.StateKey;
import org.credence.client.CredenceClient;
import org.credence.client.ProvenTransaction;
import org.credence.client.verify.ChainTrust;
import org.credence.client.verify.VerifiedHeader;
import org.credence.client.verify.VerifiedState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the ledger, and believes only what the proofs show. */
@Command(name = "get",
        description = "Asks the ledger. What is printed has been checked here, against the genesis file alone.",
        subcommands = {GetCommand.Tx.class, GetCommand.Block.class, GetCommand.Meter.class, GetCommand.Period.class,
                GetCommand.Region.class, GetCommand.Account.class})
final class GetCommand extends Group {

    /** One kind of question. */
    @Command(mixinStandardHelpOptions = true)
    abstract static class Question implements Runnable {

        @Option(names = "--no-verify", description = "Print the member's answer as it is, without checking its proofs.")
        private boolean believe;

        @Mixin
        private ApiOptions api;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        /** Where the answer is. */
        abstract String path(CredenceClient client);

        /** The answer's fields, each of which follows from the trust alone; empty if there is no such thing. */
        abstract Optional<Map<String, Object>> checked(CredenceClient client, ChainTrust trust);

        @Override
        public void run() {
            try (CredenceClient client = api.client()) {
                if (believe) {
                    var answer = client.get(path(client));
                    json.print(spec, answer, answer::toPrettyString);
                    return;
                }
                Map<String, Object> fields = AcrossEpochs.ask(() -> checked(client, client.renewed(api.trust())))
                        .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "not found: " + path(client)));
                json.print(spec, fields, () -> fields.entrySet().stream()
                        .map(field -> String.format("%-13s %s", field.getKey(), field.getValue()))
                        .collect(Collectors.joining("\n")));
            }
        }
    }

    @Command(name = "tx", description = "A decided transaction and what became of it.",
            footer = {"%nExample:", "  credence get tx 4fd0..."})
    static final class Tx extends Question {

        @Parameters(paramLabel = "ID", description = "Its id: 64 hexadecimal digits.")
        private String id;

        @Override
        String path(CredenceClient client) {
            return "/v1/transactions/" + digest("ID", id).hex();
        }

        @Override
        Optional<Map<String, Object>> checked(CredenceClient client, ChainTrust trust) {
            return client.prove(digest("ID", id), trust).map(Tx::fields);
        }

        private static Map<String, Object> fields(ProvenTransaction proven) {
            Transaction transaction = proven.transaction().transaction();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", transaction.id().hex());
            fields.put("height", proven.transaction().block().height());
            fields.put("block", proven.transaction().block().id().hex());
            fields.put("sender", transaction.sender().hex());
            fields.put("nonce", transaction.nonce());
            fields.put("application", transaction.application());
            fields.put("payloadBytes", transaction.payload().length);
            fields.put("outcome", proven.receipt().map(receipt -> receipt.receipt().accepted()
                    ? "ACCEPTED"
                    : "failed with code " + receipt.receipt().outcome()).orElse("not certified yet; ask again"));
            return fields;
        }
    }

    @Command(name = "block", description = "A decided block's header.",
            footer = {"%nExamples:", "  credence get block latest", "  credence get block 17"})
    static final class Block extends Question {

        @Parameters(paramLabel = "HEIGHT|latest", description = "Its height.")
        private String height;

        @Override
        String path(CredenceClient client) {
            return "/v1/blocks/" + height(client);
        }

        @Override
        Optional<Map<String, Object>> checked(CredenceClient client, ChainTrust trust) {
            return client.header(height(client), trust).map(Block::fields);
        }

        private long height(CredenceClient client) {
            if (height.equals("latest")) {
                return client.get("/v1/status").path("executedHeight").asLong();
            }
            return number("HEIGHT", height);
        }

        private static Map<String, Object> fields(VerifiedHeader block) {
            Header header = block.header();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("height", header.height());
            fields.put("id", block.id().hex());
            fields.put("parent", header.parent().hex());
            fields.put("epoch", header.epoch());
            fields.put("view", header.view());
            fields.put("proposer", header.proposer());
            fields.put("timeMs", header.timeMs());
            fields.put("payloadRoot", header.payloadRoot().hex());
            fields.put("stateHeight", header.stateHeight());
            fields.put("stateRoot", header.stateRoot().hex());
            return fields;
        }
    }

    @Command(name = "meter", description = "A registered meter.",
            footer = {"%nExample:", "  credence get meter 77ab..."})
    static final class Meter extends Question {

        @Parameters(paramLabel = "ID", description = "Its pseudonymous id: 64 hexadecimal digits.")
        private String id;

        @Override
        String path(CredenceClient client) {
            return "/v1/meters/" + digest("ID", id).hex();
        }

        @Override
        Optional<Map<String, Object>> checked(CredenceClient client, ChainTrust trust) {
            VerifiedState state = client.state(path(client), Metering.meterKey(digest("ID", id)), trust);
            return state.value().map(MeterRecord::decode).map(meter -> {
                Map<String, Object> fields = asOf(state);
                fields.put("key", meter.key().hex());
                fields.put("region", meter.region());
                fields.put("nextInterval", meter.next());
                return fields;
            });
        }
    }

    @Command(name = "period", description = "A meter's total of a month.",
            footer = {"%nExample:", "  credence get period 77ab... 2011-07"})
    static final class Period extends Question {

        @Parameters(index = "0", paramLabel = "METER", description = "Its id: 64 hexadecimal digits.")
        private String meter;

        @Parameters(index = "1", paramLabel = "YYYY-MM", description = "The month, in UTC.")
        private String month;

        @Override
        String path(CredenceClient client) {
            return "/v1/meters/" + digest("METER", meter).hex() + "/periods/" + Calendar.monthName(month());
        }

        @Override
        Optional<Map<String, Object>> checked(CredenceClient client, ChainTrust trust) {
            VerifiedState state = client.state(path(client), Metering.monthKey(digest("METER", meter), month()), trust);
            return state.value().map(MonthRecord::decode).map(record -> {
                Map<String, Object> fields = asOf(state);
                fields.put("period", Calendar.monthName(month()));
                fields.put("wattHours", record.wattHours());
                fields.put("readings", record.readings());
                return fields;
            });
        }

        private int month() {
            try {
                YearMonth parsed = YearMonth.parse(month);
                return Calendar.month(parsed.getYear(), parsed.getMonthValue());
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, "YYYY-MM: is '" + month + "', must be like 2011-07", e);
            }
        }
    }

    @Command(name = "region", description = "A region's total of an epoch of the metering application.",
            footer = {"%nExample:", "  credence get region north 0"})
    static final class Region extends Question {

        @Parameters(index = "0", paramLabel = "REGION", description = "Its name.")
        private String region;

        @Parameters(index = "1", paramLabel = "EPOCH",
                description = "Height divided by the epoch's length, rounded down.")
        private long epoch;

        @Override
        String path(CredenceClient client) {
            return "/v1/regions/" + region + "/epochs/" + epoch;
        }

        @Override
        Optional<Map<String, Object>> checked(CredenceClient client, ChainTrust trust) {
            VerifiedState state = client.state(path(client), Metering.regionKey(region, epoch), trust);
            return state.value().map(RegionTotal::decode).map(total -> {
                Map<String, Object> fields = asOf(state);
                fields.put("wattHours", total.wattHours());
                fields.put("readings", total.readings());
                return fields;
            });
        }
    }

    @Command(name = "account", description = "A sender's highest nonce.",
            footer = {"%nExample:", "  credence get account 9c01..."})
    static final class Account extends Question {

        @Parameters(paramLabel = "KEY", description = "Its public key: 64 hexadecimal digits.")
        private String key;

        @Override
        String path(CredenceClient client) {
            return "/v1/accounts/" + digest("KEY", key).hex();
        }

        @Override
        Optional<Map<String, Object>> checked(CredenceClient client, ChainTrust trust) {
            VerifiedState state =
                    client.state(path(client), StateKey.account(new PublicKey(digest("KEY", key))), trust);
            return state.value().map(record -> {
                Map<String, Object> fields = asOf(state);
                fields.put("highestNonce", new Reader(record).u64("account.highest"));
                return fields;
            });
        }
    }

    private static Map<String, Object> asOf(VerifiedState state) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("asOfHeight", state.height());
        return fields;
    }

    static Digest digest(String parameter, String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, parameter + ": is '" + text + "', must be 64 hexadecimal digits", e);
        }
    }

    private static long number(String parameter, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Failure(ExitCode.USAGE, parameter + ": is '" + text + "', must be a number or latest", e);
        }
    }
}
