package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.credence.base.block.Transaction;
import org.credence.node.Admission;
import org.credence.node.NodeService;
import org.credence.node.TransactionStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SubmitApiTest extends ApiTest {

    private static final String BULK = "application/octet-stream";

    @Test
    void acceptedWithoutWaiting() {
        Transaction transaction = registration(1);
        JsonNode result = json(submit("", transaction)).path("results").path(0);
        assertThat(result.path("status").asString()).isEqualTo("accepted");
        assertThat(result.path("id").asString()).isEqualTo(transaction.id().hex());
        assertThat(ok("/v1/transactions/" + transaction.id().hex()).path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void decidedWhenWaitedFor() {
        node.atOnce = true;
        JsonNode result = json(submit("?wait=decided", registration(1))).path("results").path(0);
        assertThat(result.path("status").asString()).isEqualTo("decided");
        assertThat(result.path("outcome").asString()).isEqualTo("ACCEPTED");
        assertThat(result.path("height").asLong()).isEqualTo(1);
        JsonNode again = json(submit("?wait=decided", registration(2))).path("results").path(0);
        assertThat(again.path("outcome").asString()).isEqualTo("METER_EXISTS");
        assertThat(again.path("outcomeCode").asInt()).isEqualTo(100);
    }

    @Test
    void acceptedWhenTheTimeIsUp() {
        JsonNode result = json(submit("?wait=decided&timeoutMs=50", registration(1))).path("results").path(0);
        assertThat(result.path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void sentAgainItSharesTheFateOfTheFirst() {
        Transaction transaction = registration(1);
        submit("", transaction);
        assertThat(json(submit("", transaction)).path("results").path(0).path("status").asString())
                .isEqualTo("accepted");
        CompletableFuture<HttpResponse<String>> waiting =
                CompletableFuture.supplyAsync(() -> submit("?wait=decided", transaction));
        node.decide();
        assertThat(json(waiting.join()).path("results").path(0).path("status").asString()).isEqualTo("decided");
        assertThat(json(submit("", transaction)).path("results").path(0).path("status").asString())
                .isEqualTo("decided");
    }

    /** One that clients hand in again after their member was killed must not seem to have failed. */
    @Test
    void sentAgainToAMemberThatWasStartedSinceItSharesTheFateOfTheFirst() {
        node.atOnce = true;
        JsonNode first = json(submit("?wait=decided", registration(1))).path("results").path(0);
        node.forget();
        JsonNode again = json(submit("?wait=decided", registration(1))).path("results").path(0);
        assertThat(again).isEqualTo(first);
        assertThat(again.path("height").asLong()).isEqualTo(1);
    }

    @Test
    void whoStillWaitsWhenTheMemberStopsIsSentToAnother() {
        CompletableFuture<HttpResponse<String>> waiting =
                CompletableFuture.supplyAsync(() -> submit("?wait=decided&timeoutMs=60000", registration(1)));
        while (!waiting.isDone()) {
            node.stop();
            Thread.onSpinWait();
        }
        assertProblem(waiting.join(), 503, "BUSY");
        assertThat(waiting.join().headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void whoStillWaitsWhenTheServerClosesIsAnswered() {
        Transaction transaction = registration(1);
        CompletableFuture<HttpResponse<String>> waiting =
                CompletableFuture.supplyAsync(() -> submit("?wait=decided&timeoutMs=60000", transaction));
        await().until(() -> node.transaction(transaction.id()) instanceof TransactionStatus.Pending);
        server.close();
        assertProblem(waiting.join(), 503, "BUSY");
    }

    @Test
    void malformedHexNamesTheField() {
        HttpResponse<String> one = post("/v1/transactions", "application/json", "{\"transaction\":\"xy\"}".getBytes());
        assertProblem(one, 400, "FIELD_INVALID");
        assertField(one, "transaction");
        HttpResponse<String> list = post("/v1/transactions", "application/json",
                "{\"transactions\":[\"00\",\"0\"]}".getBytes());
        assertProblem(list, 400, "FIELD_INVALID");
        assertField(list, "transactions[1]");
        assertThat(counted("credence_api_errors_total", "code", "FIELD_INVALID")).isEqualTo(2);
    }

    @Test
    void bodiesThatAreNotOfTheFormAreRefused() {
        for (String body : List.of("", "{", "[]", "{\"transaction\":1,\"transaction\":2}", "{\"tx\":\"00\"}",
                "{\"transaction\":\"00\"} {}", "[[[[[[[[[[[[1]]]]]]]]]]]]")) {
            assertProblem(post("/v1/transactions", "application/json", body.getBytes()), 400, "JSON_MALFORMED");
        }
        assertField(post("/v1/transactions", "application/json", "{}".getBytes()), "body");
        assertField(post("/v1/transactions", "application/json", "{\"transactions\":[]}".getBytes()), "transactions");
        assertProblem(post("/v1/transactions", "text/csv", new byte[]{1}), 415, "MEDIA_TYPE_UNSUPPORTED");
    }

    @Test
    void queriesThatAreNotOfTheFormAreRefused() {
        assertField(submit("?wait=soon", registration(1)), "query.wait");
        assertField(submit("?timeoutMs=60001", registration(1)), "query.timeoutMs");
        assertField(submit("?timeoutMs=x", registration(1)), "query.timeoutMs");
        assertField(submit("?wiat=decided", registration(1)), "query.wiat");
    }

    @Test
    void aRejectedTransactionSaysWhy() {
        byte[] bytes = registration(1).encoded().clone();
        bytes[bytes.length - 1] ^= 1;
        HttpResponse<String> one = post("/v1/transactions", "application/json",
                ("{\"transaction\":\"" + Answers.hex(bytes) + "\"}").getBytes());
        assertProblem(one, 422, "BAD_SIGNATURE");
        assertThat(json(one).path("field").asString()).isEqualTo("transaction.signature");
        assertThat(counted("credence_api_errors_total", "code", "TRANSACTION_REJECTED")).isEqualTo(1);
        HttpResponse<String> list = post("/v1/transactions", "application/json", ("{\"transactions\":[\""
                + Answers.hex(bytes) + "\",\"" + Answers.hex(registration(1).encoded()) + "\"]}").getBytes());
        assertThat(json(list).path("results").path(0).path("code").asString()).isEqualTo("BAD_SIGNATURE");
        assertThat(json(list).path("results").path(1).path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void aBusyMemberAsksToTryAgain() {
        node.refusing = Optional.of(Admission.Refusal.BUSY);
        HttpResponse<String> response = submit("", registration(1));
        assertProblem(response, 503, "BUSY");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void bulkWithCompactAnswer() {
        Transaction first = registration(1);
        byte[] broken = readings(2, JULY, 5).encoded().clone();
        broken[broken.length - 1] ^= 1;
        node.atOnce = true;
        ByteBuffer answer = bulk("?wait=decided", first.encoded(), broken, readings(3, JULY, 7).encoded());
        assertThat(answer.getInt()).isEqualTo(3);
        assertEntry(answer, 1, 0, 0, 0, 1);
        assertEntry(answer, 2, 6, 0, 0, 0);
        assertEntry(answer, 1, 0, 0, 1, 1);
        assertThat(answer.hasRemaining()).isFalse();
    }

    @Test
    void bulkWithJsonAnswer() {
        HttpResponse<String> response = post("/v1/transactions", BULK, framed(registration(1).encoded()));
        assertThat(json(response).path("results").path(0).path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void bulkThatIsNotOfTheFormIsRefused() {
        assertField(post("/v1/transactions", BULK, new byte[0]), "body");
        assertField(post("/v1/transactions", BULK, new byte[]{0, 0, 0}), "body[0]");
        assertField(post("/v1/transactions", BULK, new byte[]{0, 0, 0, 9, 1}), "body[0]");
        assertField(post("/v1/transactions", BULK, new byte[]{-1, -1, -1, -1}), "body[0]");
        ByteBuffer many = ByteBuffer.allocate(5 * (NodeService.MOST_SUBMITTED + 1));
        while (many.hasRemaining()) {
            many.putInt(1).put((byte) 0);
        }
        HttpResponse<String> tooMany = post("/v1/transactions", BULK, many.array());
        assertProblem(tooMany, 413, "TOO_LARGE");
        assertField(tooMany, "body");
    }

    @Test
    void oversizeBodyIsRefused() {
        // It is refused by its length alone; a client that does not wait for leave to send may find the line closed.
        HttpRequest.Builder announced = HttpRequest.newBuilder(uri("/v1/transactions")).header("Content-Type", BULK)
                .expectContinue(true).POST(HttpRequest.BodyPublishers.ofByteArray(
                        new byte[settings().bodyBytes() + 1]));
        assertProblem(send(announced), 413, "TOO_LARGE");
        HttpRequest.Builder chunked = HttpRequest.newBuilder(uri("/v1/transactions")).header("Content-Type", BULK)
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofByteArray(new byte[settings().bodyBytes() + 1])));
        assertProblem(send(chunked), 413, "TOO_LARGE");
        assertThat(counted("credence_api_errors_total", "code", "TOO_LARGE")).isEqualTo(2);
    }

    private ByteBuffer bulk(String query, byte[]... transactions) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/v1/transactions" + query))
                .headers("Content-Type", BULK, "Accept", BULK)
                .POST(HttpRequest.BodyPublishers.ofByteArray(framed(transactions)));
        HttpResponse<byte[]> response = send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Type")).hasValue(BULK);
        return ByteBuffer.wrap(response.body());
    }

    private static byte[] framed(byte[]... transactions) {
        ByteBuffer body = ByteBuffer.allocate(64 * 1024);
        for (byte[] transaction : transactions) {
            body.putInt(transaction.length).put(transaction);
        }
        return Arrays.copyOf(body.array(), body.position());
    }

    private static void assertEntry(ByteBuffer answer, int status, int refusal, int outcome, int index, long height) {
        assertThat(answer.get()).isEqualTo((byte) status);
        assertThat(answer.get()).isEqualTo((byte) refusal);
        assertThat(answer.getShort()).isEqualTo((short) outcome);
        assertThat(answer.getInt()).isEqualTo(index);
        assertThat(answer.getLong()).isEqualTo(height);
    }
}
