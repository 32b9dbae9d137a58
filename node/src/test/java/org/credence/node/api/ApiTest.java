package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.Reading;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.crypto.Signer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests of the API share: a member of its own, a server on a free port, and requests to it. */
abstract class ApiTest {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final Signer METER = SoloNode.signer(50);
    static final Digest METER_ID = Metering.meterId(new byte[]{1}, "meter 1");
    static final String REGION = "NSW-1";
    /** 2011-07-01 00:00 UTC in half hours since 1970. */
    static final int JULY = 15_156 * Metering.INTERVALS_PER_DAY;

    @TempDir
    Path directory;

    SoloNode node;
    ApiServer server;
    final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        node = new SoloNode(directory);
        server = ApiServer.start(node, settings());
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
        node.close();
    }

    ApiSettings settings() {
        return new ApiSettings("127.0.0.1", 0, 64, 256 * 1024, 4096, Duration.ofSeconds(20), Duration.ofSeconds(10),
                1024, 4, 8, 8 * 1024);
    }

    Transaction registration(long nonce) {
        return Metering.register(node.genesis().chainId(), METER, nonce, METER_ID, METER, REGION);
    }

    Transaction readings(long nonce, int from, int... wattHours) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < wattHours.length; i++) {
            readings.add(new Reading(from + i, wattHours[i]));
        }
        return Metering.submit(node.genesis().chainId(), METER, nonce, METER_ID, readings);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String type, byte[] body) {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> submit(String query, Transaction transaction) {
        return post("/v1/transactions" + query, "application/json",
                ("{\"transaction\":\"" + Answers.hex(transaction.encoded()) + "\"}").getBytes());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** The answer to a request that must succeed. */
    JsonNode ok(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
        assertThat(json(response).path("code").asString()).isEqualTo(code);
    }

    static void assertField(HttpResponse<String> response, String field) {
        assertThat(json(response).path("field").asString()).isEqualTo(field);
        assertThat(json(response).path("limit").asString()).isNotEmpty();
    }

    double counted(String meter, String label, String value) {
        return node.meters().get(meter).tag(label, value).counter().count();
    }
}
