package org.credence.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;

/**
 * One route of the API.
 *
 * @param path     with its parameters in braces, as in {@code openapi.yaml}
 * @param produces media types of its answers
 */
record Route(HandlerType method, String path, List<String> produces, Handler handler) {

    Route {
        produces = List.copyOf(produces);
    }

    static Route get(String path, Handler handler, String... produces) {
        return new Route(HandlerType.GET, path, List.of(produces), handler);
    }

    static Route post(String path, Handler handler, String... produces) {
        return new Route(HandlerType.POST, path, List.of(produces), handler);
    }

    /** Refuses a request whose {@code Accept} names none of what the route produces. */
    void negotiate(Context context) {
        String accept = context.header("Accept");
        if (accept == null || accept.isBlank()) {
            return;
        }
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String type = range.split(";", 2)[0].strip();
            if (type.equals("*/*") || produces.stream().anyMatch(made -> matches(type, made))) {
                return;
            }
        }
        throw new ApiException(ErrorCode.NOT_ACCEPTABLE, "header.Accept", "is " + accept,
                "one of " + String.join(", ", produces));
    }

    private static boolean matches(String range, String made) {
        return range.equals(made) || range.endsWith("/*") && made.startsWith(range.substring(0, range.length() - 1));
    }
}
