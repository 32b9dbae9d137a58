package org.credence.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.client.verify.ChainTrust;
import org.credence.client.verify.ProofInvalid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredenceClientTest {

    private final SampleChain chain = new SampleChain();
    private final ChainTrust trust = ChainTrust.of(chain.committee());
    private final Transaction transaction = chain.transaction(2, 1);
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<CredenceClient> clients = new ArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(CredenceClient::close);
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void submitsAndReadsTheFate() {
        String id = transaction.id().hex();
        CredenceClient client = client(member(200, "{\"results\":[{\"status\":\"decided\",\"id\":\"" + id
                + "\",\"height\":7,\"index\":3,\"outcome\":\"METER_EXISTS\",\"outcomeCode\":100}]}"));
        Submission submission = client.submitAndWait(transaction, Duration.ofSeconds(2));
        assertThat(submission).isEqualTo(new Submission.Decided(transaction.id(), 7, 3, "METER_EXISTS", 100));
        assertThat(seen).containsExactly("POST /v1/transactions?wait=decided&timeoutMs=2000 application/json "
                + "{\"transaction\":\"" + HexFormat.of().formatHex(transaction.encoded()) + "\"}");
    }

    @Test
    void aRejectionIsNotTriedElsewhere() {
        CredenceClient client = client(problem(422, "BAD_SIGNATURE", "transaction.signature"), member(200, "{}"));
        assertThatExceptionOfType(TransactionRejected.class).isThrownBy(() -> client.submit(transaction))
                .satisfies(e -> assertThat(e.code()).isEqualTo("BAD_SIGNATURE"));
        assertThat(seen).hasSize(1);
    }

    @Test
    void aRefusedRequestNamesTheField() {
        CredenceClient client = client(problem(400, "FIELD_INVALID", "path.id"), member(200, "{}"));
        assertThatExceptionOfType(RequestRefused.class).isThrownBy(() -> client.get("/v1/blocks/x")).satisfies(e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.code()).isEqualTo("FIELD_INVALID");
            assertThat(e.field()).hasValue("path.id");
        });
    }

    @Test
    void goesOnToTheNextMemberAndStaysThere() throws IOException {
        URI dead = deadMember();
        CredenceClient client = client(dead, problem(503, "BUSY", ""), member(200, "{\"height\":5}"));
        assertThat(client.get("/v1/status").path("height").asInt()).isEqualTo(5);
        assertThat(client.get("/v1/status").path("height").asInt()).isEqualTo(5);
        assertThat(seen).hasSize(3);
    }

    @Test
    void saysWhatEachMemberFailedWith() throws IOException {
        URI dead = deadMember();
        CredenceClient client = client(dead, problem(503, "BUSY", ""));
        assertThatExceptionOfType(MembersUnavailable.class).isThrownBy(() -> client.get("/v1/status"))
                .withMessageContaining(dead.getAuthority()).withMessageContaining("about BUSY");
    }

    @Test
    void answersThatAreNotOfTheFormAreRefused() {
        for (String answer : List.of("", "{", "{}", "{\"results\":[]}", "{\"results\":[{\"status\":\"lost\"}]}",
                "{\"results\":[{\"status\":\"accepted\",\"id\":\"12\"}]}",
                "{\"results\":[{\"status\":\"accepted\",\"id\":\"" + Digest.ZERO.hex() + "\"}]}")) {
            CredenceClient client = client(member(200, answer));
            assertThatExceptionOfType(AnswerMalformed.class).as(answer).isThrownBy(() -> client.submit(transaction));
        }
    }

    @Test
    void bulkAnswersByPlace() {
        ByteBuffer answer = ByteBuffer.allocate(4 + 3 * 16).putInt(3);
        answer.put((byte) 0).put((byte) 0).putShort((short) 0).putInt(0).putLong(0);
        answer.put((byte) 1).put((byte) 0).putShort((short) 100).putInt(9).putLong(77);
        answer.put((byte) 2).put((byte) 8).putShort((short) 0).putInt(0).putLong(0);
        CredenceClient client = client(serve(200, "application/octet-stream", answer.array()));
        BulkAnswer bulk = client.bulk(List.of(new byte[1], new byte[2], new byte[3]), Duration.ZERO);
        assertThat(bulk.size()).isEqualTo(3);
        assertThat(bulk.status(0)).isEqualTo(BulkAnswer.Status.ACCEPTED);
        assertThat(bulk.height(1)).isEqualTo(77);
        assertThat(bulk.index(1)).isEqualTo(9);
        assertThat(bulk.outcomeCode(1)).isEqualTo(100);
        assertThat(bulk.refusal(2)).isEqualTo(BulkAnswer.Refusal.BUSY);
        assertThat(bulk.count(BulkAnswer.Status.DECIDED)).isEqualTo(1);
    }

    @Test
    void bulkAnswersThatAreNotOfTheFormAreRefused() {
        for (byte[] answer : List.of(new byte[0], new byte[20],
                ByteBuffer.allocate(20).putInt(1).put((byte) 3).array(),
                ByteBuffer.allocate(20).putInt(1).put((byte) 2).array(),
                ByteBuffer.allocate(20).putInt(1).put((byte) 2).put((byte) 10).array(),
                ByteBuffer.allocate(20).putInt(1).put((byte) 1).put((byte) 1).array())) {
            CredenceClient client = client(serve(200, "application/octet-stream", answer));
            assertThatExceptionOfType(AnswerMalformed.class)
                    .isThrownBy(() -> client.bulk(List.of(new byte[1]), Duration.ZERO));
        }
    }

    @Test
    void provesATransactionAndItsReceipt() {
        ProvenTransaction proven = client(member(200, proofAnswer())).prove(transaction.id(), trust).orElseThrow();
        assertThat(proven.transaction().transaction()).isEqualTo(transaction);
        assertThat(proven.receipt().orElseThrow().receipt()).isEqualTo(chain.receipt(5));
    }

    @Test
    void aLieIsNoticed() {
        String forged = proofAnswer().replace("\"inclusion\":\"0701", "\"inclusion\":\"0702");
        assertThatExceptionOfType(ProofInvalid.class)
                .isThrownBy(() -> client(member(200, forged)).prove(transaction.id(), trust));
        assertThatExceptionOfType(ProofInvalid.class)
                .isThrownBy(() -> client(member(200, proofAnswer())).prove(chain.transaction(0, 0).id(), trust));
    }

    @Test
    void whatIsNotFoundIsEmpty() {
        CredenceClient client = client(problem(404, "NOT_FOUND", ""));
        assertThat(client.transaction(transaction.id())).isEmpty();
        assertThat(client.prove(transaction.id(), trust)).isEmpty();
        assertThat(client.header(9, trust)).isEmpty();
    }

    /** One keeps everything and has taken no snapshot yet, another has dropped old blocks. */
    @Test
    void whatMembersKeepDifferentlyIsLookedForAtAllOfThem() throws IOException {
        URI without = problem(404, "NOT_FOUND", "");
        CredenceClient blocks = client(without, deadMember(), serve(200, "application/octet-stream", new byte[]{7}));
        assertThat(blocks.stored(5).orElseThrow()).containsExactly(7);
        assertThat(blocks.part(3, 0)).containsExactly(7);
        assertThat(seen).as("it stays with the one that has it").hasSize(3);
        CredenceClient snapshots =
                client(without, member(200, "{\"epoch\":3,\"height\":300,\"parts\":2,\"bytes\":9}"));
        assertThat(snapshots.snapshot()).hasValue(new SnapshotOffer(3, 300, 2, 9));
        CredenceClient nobody = client(without, deadMember(), without);
        assertThat(nobody.stored(5)).isEmpty();
        assertThat(nobody.snapshot()).isEmpty();
        assertThatExceptionOfType(RequestRefused.class).isThrownBy(() -> nobody.part(3, 0))
                .satisfies(e -> assertThat(e.status()).isEqualTo(404));
        CredenceClient dead = client(deadMember());
        assertThatExceptionOfType(MembersUnavailable.class).isThrownBy(() -> dead.stored(5));
    }

    @Test
    void theHeaderMustBeTheOneAskedFor() {
        String answer = "{\"proof\":\"" + hex(SampleChain.encoded(chain.decidedFirst())) + "\"}";
        CredenceClient client = client(member(200, answer));
        assertThat(client.header(1, trust).orElseThrow().id()).isEqualTo(chain.first().id());
        assertThatExceptionOfType(AnswerMalformed.class).isThrownBy(() -> client.header(2, trust));
    }

    @Test
    void provesState() {
        String answer = "{\"certified\":{\"proof\":\"" + hex(chain.stateProof().encoded()) + "\",\"header\":\""
                + hex(SampleChain.encoded(chain.decidedSecond())) + "\"}}";
        CredenceClient client = client(member(200, answer));
        assertThat(client.state("/v1/meters/x", SampleChain.KEY, trust).value()).hasValue(SampleChain.VALUE);
    }

    @Test
    void followsBlocksFromMemberToMember() throws IOException {
        URI first = streaming(1, 2);
        URI second = streaming(2, 4);
        List<Long> heights = new CopyOnWriteArrayList<>();
        CredenceClient client = client(deadMember(), first, second);
        try (BlockSubscription subscription = client.subscribe(0, block -> heights.add(block.height()))) {
            await().atMost(Duration.ofSeconds(10)).until(() -> heights.size() >= 4);
            assertThat(heights).startsWith(1L, 2L, 3L, 4L).isSorted().doesNotHaveDuplicates();
            await().until(() -> subscription.failure().isPresent());
        }
        assertThat(seen).anyMatch(request -> request.contains("last=2"));
    }

    @Test
    void addressesMustBeHttp() {
        assertThatIllegalArgumentException().isThrownBy(() -> CredenceClient.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> CredenceClient.of(List.of(URI.create("ftp://x"))));
    }

    private String proofAnswer() {
        return "{\"status\":\"decided\",\"encoded\":\"" + hex(transaction.encoded()) + "\",\"proof\":{\"inclusion\":\""
                + hex(chain.inclusion(2, 1).encoded()) + "\",\"header\":\""
                + hex(SampleChain.encoded(chain.decidedFirst())) + "\",\"receipt\":\""
                + hex(chain.receiptProof(5).encoded()) + "\",\"receiptHeader\":\""
                + hex(SampleChain.encoded(chain.decidedSecond())) + "\"}}";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private CredenceClient client(URI... members) {
        CredenceClient client = CredenceClient.of(List.of(members));
        clients.add(client);
        return client;
    }

    private URI member(int status, String json) {
        return serve(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private URI problem(int status, String code, String field) {
        String json = "{\"status\":" + status + ",\"code\":\"" + code + "\",\"field\":\"" + field
                + "\",\"message\":\"about " + code + "\"}";
        return serve(status, "application/problem+json", json.getBytes(StandardCharsets.UTF_8));
    }

    private URI serve(int status, String type, byte[] body) {
        return server(exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    /** A member that streams these heights and then ends the stream. */
    private URI streaming(long from, long to) {
        return server(exchange -> {
            seen.add("stream last=" + exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (long height = from; height <= to; height++) {
                    out.write(("id: " + height + "\nevent: block\ndata: {\"height\":" + height + ",\"id\":\""
                            + Digest.ZERO.hex()
                            + "\",\"view\":0,\"proposer\":{\"index\":0,\"name\":\"m0\"},\"timeMs\":1,"
                            + "\"batches\":0,\"transactions\":0}\n\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    private interface Answering {

        void answer(HttpExchange exchange) throws IOException;
    }

    private URI server(Answering answering) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", answering::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            servers.add(server);
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private URI deadMember() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
