package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a hostile client may try with connections: each is bounded, counted by its reason, and the API goes on. */
@Timeout(40)
class AbuseTest extends ApiTest {

    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    ApiSettings settings() {
        return new ApiSettings("127.0.0.1", 0, 64, 256 * 1024, 4096, Duration.ofSeconds(2), Duration.ofMillis(400),
                1024, 4, 8, 8 * 1024);
    }

    @Test
    void aThousandIdleConnectionsAreBoundedAndTheApiAnswers() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                sockets.add(new Socket("127.0.0.1", server.port()));
                if (i % 250 == 0) {
                    ok("/v1/status");
                }
            }
            await().until(() -> counted("credence_api_dropped_total", "reason", "CONNECTION_LIMIT") >= 900);
            assertThat(node.meters().get("credence_api_connections").gauge().value())
                    .isLessThanOrEqualTo(settings().connections());
            ok("/v1/status");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aHeadThatTricklesInIsCutOff() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /v1/status HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                trickle(out);
                return counted("credence_api_dropped_total", "reason", "SLOW_REQUEST") == 1;
            });
        }
        ok("/v1/status");
    }

    @Test
    void aBodyThatTricklesInIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/transactions HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
                    + "Content-Length: 50000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                trickle(out);
                return counted("credence_api_errors_total", "code", "REQUEST_TIMEOUT") == 1;
            });
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
        }
    }

    @Test
    void aBodyThatStopsComingIsRefused() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(("POST /v1/transactions HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"
                    + "Content-Type: application/json\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            await().until(() -> counted("credence_api_errors_total", "code", "REQUEST_TIMEOUT") == 1);
            assertThat(answer(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        assertThat(exchange("\u0016\u0003\u0001nonsense\r\n\r\n")).startsWith("HTTP/1.1 400")
                .contains("REQUEST_MALFORMED");
        assertThat(exchange("GET /v1/status HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(exchange("GET /v1/status HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(5_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431").contains("HEADERS_TOO_LARGE");
        assertThat(exchange("GET /" + "y".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414").contains("URI_TOO_LONG");
        assertThat(exchange("POST /v1/transactions HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n")).startsWith("HTTP/1.1 400");
        ok("/v1/status");
    }

    @Test
    void aRequestCutShortHarmsNobody() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(("POST /v1/transactions HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"
                    + "Content-Type: application/json\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
        }
        await().until(() -> counted("credence_api_errors_total", "code", "REQUEST_MALFORMED") == 1);
        assertThat(counted("credence_api_errors_total", "code", "INTERNAL")).isZero();
    }

    @Test
    void waitingIsNotIdling() {
        HttpResponse<String> late = submit("?wait=decided&timeoutMs=3500", registration(1));
        assertThat(json(late).path("results").path(0).path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void asManyMayWaitAsLeaveRoomForOthers() {
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < settings().connections() / 2; i++) {
            long nonce = i;
            waiting.add(CompletableFuture.supplyAsync(() -> submit("?wait=decided", registration(nonce)), virtual));
        }
        await().until(() -> ok("/v1/status").path("mempool").asInt() == waiting.size());
        assertProblem(submit("?wait=decided", registration(1_000)), 503, "BUSY");
        assertThat(submit("", registration(1_001)).statusCode()).isEqualTo(200);
        node.decide();
        waiting.forEach(answer -> assertThat(json(answer.join()).path("results").path(0).path("status").asString())
                .isEqualTo("decided"));
    }

    private static void trickle(OutputStream out) {
        try {
            out.write('x');
        } catch (IOException e) {
            // Cut off already: the counter tells.
        }
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return answer(socket);
        }
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(2_000);
        StringBuilder answer = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read(); next >= 0; next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
        } catch (SocketTimeoutException | SocketException e) {
            // The connection stays open, or was reset after the answer.
        }
        return answer.toString();
    }
}
