package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(40)
class BlockStreamTest extends ApiTest {

    @Test
    void everyBlockFromNowOn() throws IOException {
        node.decide();
        try (BufferedReader events = subscribe()) {
            node.decide();
            node.decide();
            assertThat(heights(events, 2)).containsExactly(2L, 3L);
        }
    }

    @Test
    void whoComesBackGetsWhatWasMissed() throws IOException {
        for (int i = 0; i < 30; i++) {
            node.decide();
        }
        try (BufferedReader events = subscribe("Last-Event-ID", "3")) {
            List<Long> missed = heights(events, 27);
            assertThat(missed.getFirst()).isEqualTo(4);
            assertThat(missed.getLast()).isEqualTo(30);
            node.decide();
            assertThat(heights(events, 1)).containsExactly(31L);
        }
    }

    @Test
    void eventsCarryTheBlock() throws IOException {
        try (BufferedReader events = subscribe()) {
            node.decide();
            assertThat(nextLine(events)).isEqualTo("id: 1");
            assertThat(events.readLine()).isEqualTo("event: block");
            var block = JSON.readTree(events.readLine().substring("data: ".length()));
            assertThat(block.path("height").asLong()).isEqualTo(1);
            assertThat(block.path("proposer").path("name").asString()).isEqualTo("m0");
        }
    }

    @Test
    void subscribersAreBoundedAndTheirPlaceIsFreed() throws IOException {
        List<BufferedReader> streams = new ArrayList<>();
        for (int i = 0; i < settings().subscribers(); i++) {
            streams.add(subscribe());
        }
        assertProblem(get("/v1/blocks/stream"), 429, "TOO_MANY_SUBSCRIBERS");
        for (BufferedReader stream : streams) {
            stream.close();
        }
        await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            node.decide();
            try (BufferedReader again = subscribe()) {
                assertThat(again).isNotNull();
            }
        });
        assertThat(counted("credence_api_dropped_total", "reason", "SUBSCRIBER_GONE")).isPositive();
    }

    @Test
    void aSlowReaderIsDroppedAndTheMemberGoesOn() throws IOException {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4 * 1024);
            slow.connect(new InetSocketAddress("127.0.0.1", server.port()));
            slow.getOutputStream().write(("GET /v1/blocks/stream HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            readUntil("\r\n\r\n", slow.getInputStream());
            // Whoever has had one block stands in the hub; before that it reads what is stored at its own pace.
            node.decide();
            readUntil("event: block", slow.getInputStream());
            int blocks = 1;
            while (counted("credence_api_dropped_total", "reason", "SLOW_READER") == 0 && blocks < 200_000) {
                node.decide();
                blocks++;
            }
            assertThat(counted("credence_api_dropped_total", "reason", "SLOW_READER")).isEqualTo(1);
            assertThat(ok("/v1/status").path("executedHeight").asLong()).isEqualTo(blocks);
            await().atMost(Duration.ofSeconds(10)).until(() -> closed(slow));
            assertThat(counted("credence_api_dropped_total", "reason", "SUBSCRIBER_GONE")).isZero();
        }
    }

    @Test
    void anIdThatIsNoHeightIsRefused() {
        assertField(get("/v1/blocks/stream", "Last-Event-ID", "x"), "header.Last-Event-ID");
        assertField(get("/v1/blocks/stream", "Last-Event-ID", "-1"), "header.Last-Event-ID");
    }

    private BufferedReader subscribe(String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/v1/blocks/stream"));
        HttpResponse<InputStream> response = send(headers.length == 0 ? request : request.headers(headers),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError("status " + response.statusCode());
        }
        BufferedReader events = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        // The first comment says that the subscription is about to stand; a block decided later is not missed.
        assertThat(events.readLine()).isEqualTo(": alive");
        return events;
    }

    private static List<Long> heights(BufferedReader events, int count) throws IOException {
        List<Long> heights = new ArrayList<>();
        while (heights.size() < count) {
            String line = nextLine(events);
            if (line.startsWith("id: ")) {
                heights.add(Long.parseLong(line.substring(4)));
            }
        }
        return heights;
    }

    private static String nextLine(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && (line.isEmpty() || line.startsWith(":"))) {
            line = events.readLine();
        }
        assertThat(line).isNotNull();
        return line;
    }

    private static void readUntil(String text, InputStream in) throws IOException {
        int matched = 0;
        while (matched < text.length()) {
            int next = in.read();
            assertThat(next).isNotNegative();
            matched = next == text.charAt(matched) ? matched + 1 : next == text.charAt(0) ? 1 : 0;
        }
    }

    private static boolean closed(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            while (in.available() > 0) {
                if (in.read(buffer) < 0) {
                    return true;
                }
            }
            socket.setSoTimeout(200);
            return in.read(buffer) < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
