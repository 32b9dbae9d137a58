package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.credence.consensus.engine.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests and answers byte by byte: what no client library shows. */
@Timeout(40)
class WireTest extends ApiTest {

    private static final String LAST = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String OK = "{\"status\":\"ok\"}";

    @Test
    void anAnswerHasItsLengthBeforeIt() throws IOException {
        for (String path : List.of("/metrics", "/openapi.yaml", "/v1/status", "/nothing")) {
            String answer = exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            int body = answer.indexOf("\r\n\r\n") + 4;
            assertThat(answer).contains("\r\nContent-Length: " + (answer.length() - body) + "\r\n")
                    .doesNotContain("Transfer-Encoding").doesNotContain("Server:");
        }
    }

    @Test
    void aStreamComesInChunksAndIsNotKeptByCaches() throws IOException {
        node.decide();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(socket, "GET /v1/blocks/stream HTTP/1.1\r\nHost: x\r\nLast-Event-ID: 0\r\n\r\n");
            assertThat(readUntil(socket.getInputStream(), "\"transactions\":0}\n\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Type: text/event-stream\r\n")
                    .contains("Cache-Control: no-store\r\n").contains("Transfer-Encoding: chunked\r\n")
                    .contains("\r\n9\r\n: alive\n\n\r\n").contains("id: 1\nevent: block\n");
        }
    }

    @Test
    void aHeadIsTheAnswerWithoutItsBody() throws IOException {
        node.decide();
        for (String path : List.of("/v1/members", "/v1/blocks/1", "/openapi.yaml", "/v1/blocks/7", "/nothing")) {
            String rest = " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            String answer = exchange("GET" + rest);
            int body = answer.indexOf("\r\n\r\n") + 4;
            assertThat(exchange("HEAD" + rest)).startsWith(answer.substring(0, "HTTP/1.1 200".length()))
                    .endsWith("\r\n\r\n");
            if (answer.startsWith("HTTP/1.1 200")) {
                assertThat(exchange("HEAD" + rest)).isEqualTo(answer.substring(0, body));
            }
        }
    }

    @Test
    void theHeadOfAStreamTakesNoPlaceInIt() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(exchange("HEAD /v1/blocks/stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Type: text/event-stream\r\n")
                    .endsWith("\r\n\r\n");
        }
        assertThat(node.meters().get("credence_api_subscribers").gauge().value()).isZero();
    }

    @Test
    void aSupervisorLearnsFromAHeadThatTheMemberHasStopped() throws IOException {
        node.halted = Optional.of("for a test");
        assertThat(exchange("HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\n");
    }

    @Test
    void aWrongMethodLearnsTheRightOnes() throws IOException {
        assertThat(exchange("PUT /v1/blocks/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ").contains("\r\nAllow: GET, HEAD\r\n");
        assertThat(exchange("HEAD /v1/transactions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ").contains("\r\nAllow: POST\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void methodsAreToldApartByCaseToo() throws IOException {
        for (String method : List.of("get", "head", "OPTIONS", "PUT", "FOO")) {
            assertThat(exchange(method + " /v1/blocks/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("\"message\":\"Method not allowed: " + method + " /v1/blocks/1\"");
        }
    }

    @Test
    void whatStandsForAParameterIsDecoded() {
        node.decide();
        assertThat(ok("/v1/blocks/%31").path("header").path("height").asLong()).isEqualTo(1);
        assertThat(ok("/v1/blocks/1/").path("header").path("height").asLong()).isEqualTo(1);
        assertField(get("/v1/blocks/1+"), "path.height");
        assertField(get("/v1/regions/a%2Fb/epochs/0"), "path.region");
        assertProblem(get("/v1/%62locks/1"), 404, "ROUTE_UNKNOWN");
    }

    @Test
    void aConnectionGoesOnAfterARefusalWhoseBodyIsHere() throws IOException {
        for (String path : List.of("/nothing", "/v1/status", "/v1/transactions", "/v1/transactions?wait=soon")) {
            assertThat(exchange("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
                    + "Content-Length: 3\r\n\r\nabc" + LAST)).startsWith("HTTP/1.1 4").endsWith(OK);
        }
    }

    @Test
    void aConnectionEndsWithARefusalWhoseBodyIsNotHere() throws IOException {
        assertThat(exchange("POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ").contains("Connection: close\r\n").contains("ROUTE_UNKNOWN");
    }

    @Test
    void requestsInARowAreAnsweredInARow() throws IOException {
        String next = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
        assertThat(exchange(next + next + LAST).split("HTTP/1.1 200 OK", -1)).hasSize(4);
    }

    @Test
    void aBodyMayComeInPieces() throws Exception {
        byte[] transaction = registration(1).encoded();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setTcpNoDelay(true);
            send(socket, "POST /v1/transactions HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
                    + "Connection: close\r\nContent-Length: " + (4 + transaction.length) + "\r\n\r\n");
            OutputStream out = socket.getOutputStream();
            out.write(ByteBuffer.allocate(4).putInt(transaction.length).array());
            for (int i = 0; i < transaction.length; i += 100) {
                Thread.sleep(10);
                out.write(transaction, i, Math.min(100, transaction.length - i));
            }
            assertThat(read(socket)).startsWith("HTTP/1.1 200 OK").contains("\"accepted\"");
        }
    }

    @Test
    void aClientMayWaitForTheWord() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(socket, "POST /v1/transactions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n");
            assertThat(readUntil(socket.getInputStream(), "\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            send(socket, "{}");
            assertThat(read(socket)).startsWith("HTTP/1.1 400 ").contains("\"field\":\"body\"");
        }
    }

    @Test
    void aLargeBodyArrivesWhole() {
        byte[] large = new byte[60_000];
        Arrays.fill(large, (byte) 'x');
        byte[] good = registration(1).encoded();
        ByteBuffer body = ByteBuffer.allocate(3 * (4 + large.length) + 4 + good.length);
        for (byte[] transaction : List.of(large, large, large, good)) {
            body.putInt(transaction.length).put(transaction);
        }
        assertLarge(HttpRequest.BodyPublishers.ofByteArray(body.array()));
        assertLarge(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(body.array())));
    }

    private void assertLarge(HttpRequest.BodyPublisher body) {
        var results = json(send(HttpRequest.newBuilder(uri("/v1/transactions"))
                .header("Content-Type", "application/octet-stream").POST(body))).path("results");
        assertThat(results.size()).isEqualTo(4);
        assertThat(results.path(2).path("code").asString()).isEqualTo("MALFORMED");
        assertThat(results.path(3).path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void aFaultOfTheMemberSaysNoMore() {
        node.waits = List.of(new Status.Wait("a member that does not exist", 2, 3, List.of(99), 0));
        HttpResponse<String> response = get("/v1/why");
        assertProblem(response, 500, "INTERNAL");
        assertThat(response.body()).doesNotContain("99");
        assertThat(counted("credence_api_errors_total", "code", "INTERNAL")).isEqualTo(1);
        ok("/v1/status");
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(socket, request);
            return read(socket);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All until the other side closes. */
    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as(text.toString()).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }
}
