package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.credence.apps.metering.Metering;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Reader;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.base.proof.TransactionProof;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.DecidedHeader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class QueryApiTest extends ApiTest {

    private final String meterPath = "/v1/meters/" + METER_ID.hex();

    @Test
    void transactionWithProofs() {
        Transaction transaction = decided();
        JsonNode plain = ok("/v1/transactions/" + transaction.id().hex());
        assertThat(plain.path("outcome").asString()).isEqualTo("ACCEPTED");
        assertThat(plain.has("proof")).isFalse();
        JsonNode proof = ok("/v1/transactions/" + transaction.id().hex() + "?proof=true").path("proof");
        byte[] inclusion = bytes(proof.path("inclusion"));
        assertThat(TransactionProof.decode(inclusion).proves(transaction.encoded(),
                header(proof.path("header")).payloadRoot())).isTrue();
        Header certifier = header(proof.path("receiptHeader"));
        ReceiptProof receipt = ReceiptProof.decode(bytes(proof.path("receipt")));
        assertThat(receipt.receipt().transaction()).isEqualTo(transaction.id());
        assertThat(receipt.proves(certifier.stateHeight(), certifier.stateRoot())).isTrue();
    }

    @Test
    void receiptOnlyOnceALaterHeaderVouchesForIt() {
        Transaction transaction = registration(1);
        submit("", transaction);
        node.decide();
        JsonNode proof = ok("/v1/transactions/" + transaction.id().hex() + "?proof=true").path("proof");
        assertThat(proof.has("inclusion")).isTrue();
        assertThat(proof.has("receipt")).isFalse();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertProblem(get("/v1/transactions/" + METER_ID.hex()), 404, "NOT_FOUND");
        assertProblem(get("/v1/blocks/7"), 404, "NOT_FOUND");
        assertProblem(get("/v1/blocks/7/proof"), 404, "NOT_FOUND");
        assertProblem(get("/v1/nothing"), 404, "ROUTE_UNKNOWN");
        assertProblem(get("/"), 404, "ROUTE_UNKNOWN");
    }

    @Test
    void pathsThatAreNotOfTheFormNameTheField() {
        assertField(get("/v1/transactions/12"), "path.id");
        assertField(get("/v1/transactions/" + "zz".repeat(32)), "path.id");
        assertField(get("/v1/transactions/" + METER_ID.hex() + "?proof=yes"), "query.proof");
        assertField(get("/v1/blocks/0"), "path.height");
        assertField(get("/v1/blocks/first"), "path.height");
        assertField(get("/v1/blocks?count=101"), "query.count");
        assertField(get(meterPath + "/periods/2011-13"), "path.period");
        assertField(get(meterPath + "/periods/1969-12"), "path.period");
        assertField(get(meterPath + "/days/2011-02-29"), "path.date");
        assertField(get("/v1/regions/north%20west/epochs/0"), "path.region");
        assertField(get("/v1/regions/NSW-1/epochs/-1"), "path.epoch");
        assertField(get("/v1/accounts/me"), "path.key");
    }

    @Test
    void wrongMethodAndWrongAccept() {
        assertProblem(post("/v1/status", "application/json", new byte[0]), 405, "METHOD_NOT_ALLOWED");
        assertProblem(get("/v1/status", "Accept", "image/png"), 406, "NOT_ACCEPTABLE");
        assertProblem(get("/v1/blocks/stream", "Accept", "application/json"), 406, "NOT_ACCEPTABLE");
        assertThat(get("/v1/status", "Accept", "text/html, application/*;q=0.5").statusCode()).isEqualTo(200);
    }

    @Test
    void blocksWithTheirTransactions() {
        submit("", registration(1));
        submit("", readings(2, JULY, 10, 20));
        submit("", readings(3, JULY + 2, 30));
        node.decide();
        node.decide();
        JsonNode block = ok("/v1/blocks/1?transactions=true");
        assertThat(block.path("transactionCount").asInt()).isEqualTo(3);
        assertThat(block.path("batches").size()).isEqualTo(2);
        assertThat(block.path("transactions").size()).isEqualTo(3);
        JsonNode part = ok("/v1/blocks/1?transactions=true&offset=1&count=1").path("transactions");
        assertThat(part.size()).isEqualTo(1);
        assertThat(part.path(0)).isEqualTo(block.path("transactions").path(1));
        assertThat(ok("/v1/blocks/latest").path("header").path("height").asLong()).isEqualTo(2);
        assertThat(ok("/v1/blocks/1").has("transactions")).isFalse();
        assertThat(ok("/v1/blocks").path("blocks").size()).isEqualTo(2);
        assertThat(ok("/v1/blocks?from=2&count=5").path("blocks").path(0).path("height").asLong()).isEqualTo(2);
        Header proven = header(ok("/v1/blocks/1/proof").path("proof"));
        assertThat(proven.id().hex()).isEqualTo(block.path("id").asString());
    }

    @Test
    void stateWithProofs() {
        submit("", registration(1));
        submit("", readings(2, JULY, 10, 20));
        node.decide();
        node.decide();
        JsonNode meter = proven(meterPath, Metering.meterKey(METER_ID));
        assertThat(meter.path("region").asString()).isEqualTo(REGION);
        assertThat(meter.path("nextInterval").asInt()).isEqualTo(JULY + 2);
        StateKey month = Metering.monthKey(METER_ID, 41 * 12 + 6);
        JsonNode period = proven(meterPath + "/periods/2011-07", month);
        assertThat(period.path("wattHours").asInt()).isEqualTo(30);
        assertThat(period.path("readings").asInt()).isEqualTo(2);
        JsonNode day = proven(meterPath + "/days/2011-07-01", month);
        assertThat(day.path("wattHours").asInt()).isEqualTo(30);
        assertThat(day.path("missing").size()).isEqualTo(46);
        assertThat(proven(meterPath + "/days/2011-07-02", month).path("wattHours").asInt()).isZero();
        JsonNode region = proven("/v1/regions/" + REGION + "/epochs/0", Metering.regionKey(REGION, 0));
        assertThat(region.path("wattHours").asInt()).isEqualTo(30);
        JsonNode account = proven("/v1/accounts/" + METER.publicKey().hex(), StateKey.account(METER.publicKey()));
        assertThat(account.path("highestNonce").asLong()).isEqualTo(2);
    }

    @Test
    void absenceIsProvedToo() {
        decided();
        JsonNode period = proven(meterPath + "/periods/2012-01", Metering.monthKey(METER_ID, 42 * 12));
        assertThat(period.path("present").asBoolean()).isFalse();
        assertThat(period.has("wattHours")).isFalse();
    }

    @Test
    void noStateBeforeTheFirstBlock() {
        assertProblem(get(meterPath), 503, "STATE_NOT_CERTIFIED");
    }

    @Test
    void statusMembersAndGenesis() {
        decided();
        node.unreachable = List.of(3);
        JsonNode status = ok("/v1/status");
        assertThat(status.path("chainId").asString()).isEqualTo(node.genesis().chainId().hex());
        assertThat(status.path("decidedHeight").asLong()).isEqualTo(2);
        assertThat(status.path("connected").asInt()).isEqualTo(3);
        JsonNode members = ok("/v1/members");
        assertThat(members.path("slowQuorum").asInt()).isEqualTo(3);
        assertThat(members.path("members").path(3).path("connected").asBoolean()).isFalse();
        assertThat(ok("/v1/genesis").path("members").size()).isEqualTo(4);
    }

    @Test
    void whyNamesWhatIsMissing() {
        assertThat(get("/v1/why", "Accept", "text/plain").body()).startsWith("Nothing is wrong");
        node.waits = List.of(new Status.Wait("CONFIRM of height 17", 2, 3, List.of(2, 3), 3_000_000));
        node.unreachable = List.of(3);
        JsonNode why = ok("/v1/why");
        assertThat(why.path("summary").asString()).contains("CONFIRM of height 17");
        assertThat(why.path("waits").path(0).path("missing").path(1).asString()).isEqualTo("m3");
        assertThat(why.path("waits").path(0).path("sinceMs").asLong()).isEqualTo(2_000);
        assertThat(get("/v1/why", "Accept", "text/plain").body())
                .contains("has 2 of 3; missing: m2, m3; for 2.0 s")
                .contains("Not connected: m3 at 127.0.0.1:7003, never heard of")
                .contains("Next timer: HEARTBEAT");
        node.unreachable = List.of(1, 3);
        assertThat(ok("/v1/why").path("summary").asString())
                .isEqualTo("No decisions: only 2 of 4 members are reachable, a decision needs 3.");
    }

    @Test
    void aHaltedMemberIsUnhealthyAndSaysWhy() {
        assertThat(ok("/healthz").path("status").asString()).isEqualTo("ok");
        node.halted = Optional.of("disk full");
        assertProblem(get("/healthz"), 503, "HALTED");
        assertThat(ok("/v1/why").path("summary").asString()).isEqualTo("This member has stopped itself: disk full");
        assertThat(ok("/v1/status").path("halted").asString()).isEqualTo("disk full");
        node.unreachable = List.of(1, 2, 3);
        assertThat(get("/v1/why", "Accept", "text/plain").body()).as("it has left the others, not they it")
                .startsWith("This member has stopped itself: disk full").doesNotContain("Not connected");
    }

    @Test
    void metricsAndContract() {
        ok("/v1/status");
        String metrics = get("/metrics").body();
        assertThat(metrics).contains("credence_api_request_seconds_count{route=\"/v1/status\",status=\"200\"} 1")
                .contains("credence_api_errors_total{code=\"TOO_LARGE\"} 0.0")
                .contains("credence_api_dropped_total{reason=\"SLOW_READER\"} 0.0");
        assertThat(get("/openapi.yaml").body()).startsWith("openapi: 3.0.3");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        ApiSettings taken = ApiSettings.standard("127.0.0.1", server.port());
        assertThatIllegalStateException().isThrownBy(() -> ApiServer.start(node, taken))
                .withMessageContaining("127.0.0.1:" + server.port());
    }

    private Transaction decided() {
        Transaction transaction = registration(1);
        submit("", transaction);
        node.decide();
        node.decide();
        return transaction;
    }

    /** The answer, once its proof has been checked. */
    private JsonNode proven(String path, StateKey key) {
        JsonNode answer = ok(path);
        JsonNode certified = answer.path("certified");
        assertThat(bytes(certified.path("key"))).isEqualTo(key.toBytes());
        Header header = header(certified.path("header"));
        StateProof proof = StateProof.decode(bytes(certified.path("proof")));
        assertThat(proof.proves(key, header.stateHeight(), header.stateRoot())).isTrue();
        assertThat(proof.value().isPresent()).isEqualTo(answer.path("present").asBoolean());
        assertThat(certified.path("height").asLong()).isEqualTo(header.stateHeight());
        return answer;
    }

    private Header header(JsonNode hex) {
        Reader reader = new Reader(bytes(hex));
        DecidedHeader decided = DecidedHeader.read(reader);
        reader.end();
        assertThat(decided.holds(node.genesis().quorum())).isTrue();
        return decided.header();
    }

    private static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asString());
    }
}
