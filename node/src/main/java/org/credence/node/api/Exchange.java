package org.credence.node.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.credence.node.NotServing;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request and the one answer to it, which is counted by its route and status. */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Counters counters;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final long start = System.nanoTime();
    private String route = "none";

    Exchange(Counters counters, Request request, Response response, Callback callback) {
        this.counters = counters;
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    String method() {
        return request.getMethod();
    }

    /** The path as it came. */
    String path() {
        return request.getHttpURI().getPath();
    }

    /** The call of a route, as which the exchange is counted from now on. */
    Call call(Routes.Found found) {
        route = found.route().path();
        return new Call(request, found.parameters());
    }

    void send(Answer answer) throws IOException, InterruptedException {
        switch (answer) {
            case Answer.Whole(String type, byte[] body) -> send(HttpStatus.OK_200, type, body);
            case Answer.Later(CompletableFuture<Answer.Whole> later) -> {
                var _ = later.thenAccept(whole -> send(HttpStatus.OK_200, whole.type(), whole.body()))
                        .whenComplete((_, failure) -> Optional.ofNullable(failure).ifPresent(this::fail));
            }
            case Answer.Stream(String type, Answer.Writing writing) -> stream(type, writing);
        }
    }

    /** Tells the client what went wrong, as far as that is its business. */
    void fail(Throwable failure) {
        switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> fail(wrapped.getCause());
            case ApiException e -> refuse(e);
            case NotServing e -> refuse(new ApiException(ErrorCode.HALTED, String.valueOf(e.getMessage())));
            case InterruptedException _ -> refuse(new ApiException(ErrorCode.BUSY, "the member is stopping"));
            case Throwable e -> {
                LOG.error("request failed: {} {}", method(), path(), e);
                refuse(new ApiException(ErrorCode.INTERNAL, "an error of this member; its log has more"));
            }
        }
    }

    private void refuse(ApiException e) {
        counters.error(e.kind());
        if (response.isCommitted()) {
            // Part of an answer is out: all that can still be said is that the rest never comes.
            callback.failed(e);
            return;
        }
        e.headers().forEach(response.getHeaders()::put);
        send(e.problem().status(), Problem.MEDIA_TYPE, Json.write(e.problem()));
    }

    private void send(int status, String type, byte[] body) {
        head(status, type);
        // Counted before it is sent, so that whoever has the answer finds it counted.
        count(status);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void stream(String type, Answer.Writing writing) throws IOException, InterruptedException {
        head(HttpStatus.OK_200, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try (OutputStream out = Response.asBufferedOutputStream(request, response)) {
            writing.to(out);
        } catch (IOException e) {
            // Nobody is there any more to be told.
            callback.failed(e);
            return;
        } finally {
            count(HttpStatus.OK_200);
        }
        callback.succeeded();
    }

    private void head(int status, String type) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        // If more of the request is to come than is here, the connection ends with this answer, and the answer says so.
        request.consumeAvailable();
    }

    private void count(int status) {
        counters.request(route, status, Duration.ofNanos(System.nanoTime() - start));
    }
}
