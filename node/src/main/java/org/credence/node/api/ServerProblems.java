package org.credence.node.api;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never reached a route, such as a request that is no HTTP, with the same kind of problem as everything
 * else.
 */
final class ServerProblems implements Request.Handler {

    private final Counters counters;

    ServerProblems(Counters counters) {
        this.counters = counters;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ErrorCode code = ErrorCode.of(response.getStatus());
        counters.error(code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        byte[] problem = Json.write(Problem.of(code, code.title().toLowerCase(Locale.ROOT)));
        response.write(true, ByteBuffer.wrap(problem), callback);
        return true;
    }
}
