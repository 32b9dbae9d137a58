package org.credence.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLinkTest {

    private static final int LONG = 200_000;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/chunked", exchange -> {
            exchange.sendResponseHeaders(202, 0);
            exchange.getResponseBody().write(new byte[LONG]);
            exchange.close();
        });
        server.createContext("/silent", exchange -> assertThat(exchange.getRequestMethod()).isEqualTo("GET"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsManyRequestsOverOneConnection() throws IOException {
        try (HttpLink link = new HttpLink(server.getAddress().getPort(), 5_000)) {
            for (int size : new int[]{1, 0, LONG, 3}) {
                HttpLink.Response response = link.post("/echo", "application/octet-stream", new byte[size]);
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body()).hasSize(size);
            }
        }
    }

    @Test
    void readsChunkedAnswersToTheirEnd() throws IOException {
        try (HttpLink link = new HttpLink(server.getAddress().getPort(), 5_000)) {
            for (int i = 0; i < 3; i++) {
                HttpLink.Response response = link.get("/chunked", "*/*");
                assertThat(response.status()).isEqualTo(202);
                assertThat(response.body()).hasSize(LONG);
            }
        }
    }

    @Test
    void doesNotWaitForEverForAnAnswer() throws IOException {
        try (HttpLink link = new HttpLink(server.getAddress().getPort(), 100)) {
            assertThatThrownBy(() -> link.get("/silent", "*/*")).isInstanceOf(IOException.class);
        }
    }
}
