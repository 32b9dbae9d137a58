package org.credence.node.api;

import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request to its route, and what goes wrong on the way back to the client as a problem. */
final class ApiHandler extends Handler.Abstract {

    private final Routes routes;
    private final Counters counters;

    ApiHandler(Routes routes, Counters counters) {
        this.routes = routes;
        this.counters = counters;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // Neither waiting for a decision nor a stream between two blocks is idling; a read or a write that gets nowhere
        // times out all the same.
        request.addIdleTimeoutListener(_ -> false);
        Exchange exchange = new Exchange(counters, request, response, callback);
        try {
            exchange.send(answer(exchange));
        } catch (InterruptedException e) {
            exchange.fail(e);
            // Only now: a channel that an interrupted thread writes to is closed.
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            exchange.fail(e);
        }
        return true;
    }

    private Answer answer(Exchange exchange) throws Exception {
        List<Routes.Found> known = routes.at(exchange.path());
        for (Routes.Found found : known) {
            if (found.route().takes(exchange.method())) {
                return answer(found.route(), exchange.call(found));
            }
        }
        String message = ": " + exchange.method() + " " + exchange.path();
        if (known.isEmpty()) {
            throw new ApiException(ErrorCode.ROUTE_UNKNOWN, ErrorCode.ROUTE_UNKNOWN.title() + message);
        }
        throw ApiException.method(ErrorCode.METHOD_NOT_ALLOWED.title() + message,
                known.stream().flatMap(found -> found.route().methods().stream()).toList());
    }

    private static Answer answer(Route route, Call call) throws Exception {
        route.negotiate(call);
        return route.handler().answer(call);
    }
}
