package org.credence.node.api;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpMethod;

/**
 * One route of the API.
 *
 * @param path     with its parameters in braces, as in {@code openapi.yaml}
 * @param produces media types of its answers
 */
record Route(HttpMethod method, String path, List<String> produces, Handler handler) {

    /** Answers a call, and may take its time: each has a virtual thread. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Call call) throws IOException, InterruptedException;
    }

    Route {
        produces = List.copyOf(produces);
    }

    static Route get(String path, Handler handler, String... produces) {
        return new Route(HttpMethod.GET, path, List.of(produces), handler);
    }

    static Route post(String path, Handler handler, String... produces) {
        return new Route(HttpMethod.POST, path, List.of(produces), handler);
    }

    /** The methods that it answers: to HEAD what it would answer to GET, without the body. */
    List<String> methods() {
        return method == HttpMethod.GET ? List.of("GET", "HEAD") : List.of(method.asString());
    }

    /** Whether this is one of its methods: they differ by case, too. */
    boolean takes(String name) {
        return methods().contains(name);
    }

    /** Refuses a call whose {@code Accept} names none of what the route produces. */
    void negotiate(Call call) {
        String accept = call.accept();
        if (accept.isBlank() || produces.contains(accept)) {
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
