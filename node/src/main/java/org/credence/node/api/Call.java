package org.credence.node.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/** What a client asks of a route, read strictly: what is wrong is refused with the field and its limit. */
final class Call {

    private static final String DIGITS = "64 hexadecimal digits";

    private final Request request;
    private final Map<String, String> path;
    private final Map<String, String> query;

    /** @param path the parameters in the path, as they came */
    Call(Request request, Map<String, String> path) {
        this.request = request;
        this.path = path;
        this.query = Query.parse(Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""));
    }

    /** Refuses query parameters that the route does not know: a misspelt one would be ignored in silence. */
    void allowOnly(Set<String> known) {
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw ApiException.field("query." + name, "is unknown", known.isEmpty() ? "absent" : "one of " + known);
            }
        }
    }

    Digest digest(String name) {
        try {
            return Digest.parse(text(name));
        } catch (IllegalArgumentException e) {
            throw ApiException.field("path." + name, "is no digest", DIGITS);
        }
    }

    PublicKey key(String name) {
        return new PublicKey(digest(name));
    }

    /** A parameter in the path, decoded; a plus sign stands for itself there. */
    String text(String name) {
        String text = path.getOrDefault(name, "");
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.field("path." + name, "is " + text, Query.ENCODING);
        }
    }

    long number(String name, long least, long most) {
        return number("path.", name, text(name), least, most);
    }

    /** A query parameter, if it is given. */
    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A query parameter, or {@code otherwise} if it is not given. */
    long queryNumber(String name, long least, long most, long otherwise) {
        return query(name).map(value -> number("query.", name, value, least, most)).orElse(otherwise);
    }

    /** A header that is a number, if it is given. */
    Optional<Long> headerNumber(String name, long least, long most) {
        return Optional.ofNullable(request.getHeaders().get(name))
                .map(value -> number("header.", name, value, least, most));
    }

    /** A query parameter that is {@code true} or {@code false}, the latter if it is not given. */
    boolean flag(String name) {
        return switch (query(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.field("query." + name, "is neither", "true or false");
        };
    }

    /** The media type of the body in lower case, without parameters; empty if it is not given. */
    String mediaType() {
        return header(HttpHeader.CONTENT_TYPE).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The media ranges that the client takes; empty if it does not say. */
    String accept() {
        return header(HttpHeader.ACCEPT);
    }

    /** Whether the client takes this very type, named in {@code Accept}. */
    boolean asksFor(String mediaType) {
        return accept().toLowerCase(Locale.ROOT).contains(mediaType);
    }

    /** Whether nothing but the answer's head will reach the client. */
    boolean asksForHead() {
        return HttpMethod.HEAD.is(request.getMethod());
    }

    /** The body within its limits of size and pace. */
    byte[] body(ApiSettings settings) throws InterruptedException {
        return new Body(request, settings).read();
    }

    /** Closes the connection, from whatever thread: what is being written to it fails. */
    void hangUp() {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
    }

    private String header(HttpHeader name) {
        return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
    }

    private static long number(String place, String name, String value, long least, long most) {
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw ApiException.field(place + name, "is no whole number", least + " to " + most);
        }
        if (number < least || number > most) {
            throw ApiException.field(place + name, "is " + number, least + " to " + most);
        }
        return number;
    }
}
