package org.credence.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Sends requests to the first member that answers, and remembers it. Safe to repeat: nothing the API does is harmed by
 * a second time.
 */
final class Members {

    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERRORS = 500;

    private final List<URI> members;
    private final HttpClient http;
    private final AtomicInteger preferred = new AtomicInteger();

    Members(List<URI> members, Duration connectTimeout) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("members: none, must be at least 1");
        }
        this.members = members.stream().map(Members::base).toList();
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout).build();
    }

    private static URI base(URI member) {
        String text = member.toString();
        if (!"http".equals(member.getScheme()) && !"https".equals(member.getScheme())) {
            throw new IllegalArgumentException("members: '" + text + "', must begin with http:// or https://");
        }
        return URI.create(text.endsWith("/") ? text : text + "/");
    }

    HttpClient http() {
        return http;
    }

    /** The address of a path, without its leading slash, at the {@code attempt}-th member from the preferred one. */
    URI uri(String path, int attempt) {
        return members.get(index(attempt)).resolve(path);
    }

    int size() {
        return members.size();
    }

    private int index(int attempt) {
        return Math.floorMod(preferred.get() + attempt, members.size());
    }

    /**
     * The body of the first answer that is no failure of the member itself.
     *
     * @param request makes the request for an address
     * @throws MembersUnavailable if there is none
     * @throws RequestRefused     if a member refuses the request, since another would too
     */
    byte[] send(String path, Function<URI, HttpRequest> request) {
        return first(path, request, false).orElseThrow();
    }

    /**
     * The same where members differ in what they keep: of the first that has it.
     *
     * @return empty if none has it that answers
     */
    Optional<byte[]> find(String path, Function<URI, HttpRequest> request) {
        return first(path, request, true);
    }

    private Optional<byte[]> first(String path, Function<URI, HttpRequest> request, boolean elsewhere) {
        boolean absent = false;
        List<String> failures = new ArrayList<>();
        Throwable last = new ConnectException("no member was tried");
        int first = preferred.get();
        for (int attempt = 0; attempt < members.size(); attempt++) {
            int member = Math.floorMod(first + attempt, members.size());
            URI uri = members.get(member).resolve(path);
            try {
                HttpResponse<byte[]> response = http.send(request.apply(uri), HttpResponse.BodyHandlers
                        .limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
                if (elsewhere && response.statusCode() == NOT_FOUND) {
                    absent = true;
                    continue;
                }
                if (response.statusCode() < SERVER_ERRORS) {
                    preferred.set(member);
                    return Optional.of(body(response));
                }
                failures.add(uri.getAuthority() + ": " + problem(response).getMessage());
            } catch (IOException e) {
                failures.add(uri.getAuthority() + ": " + e);
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MembersUnavailable("interrupted while waiting for " + uri.getAuthority(), e);
            }
        }
        if (absent) {
            return Optional.empty();
        }
        throw new MembersUnavailable("no member answered: " + String.join("; ", failures), last);
    }

    private static byte[] body(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 200) {
            return response.body();
        }
        RequestRefused problem = problem(response);
        if (status == 422) {
            throw new TransactionRejected(problem.code(), problem.field().orElse("transaction"),
                    String.valueOf(problem.getMessage()));
        }
        throw problem;
    }

    private static RequestRefused problem(HttpResponse<byte[]> response) {
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return new RequestRefused(response.statusCode(), "UNKNOWN", "", "status " + response.statusCode());
        }
        JsonNode json = Answer.parse(response.body());
        return new RequestRefused(response.statusCode(), Answer.text(json, "code"), json.path("field").asString(""),
                Answer.text(json, "message"));
    }

    void close() {
        http.shutdownNow();
    }
}
