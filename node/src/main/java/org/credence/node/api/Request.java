package org.credence.node.api;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.credence.base.Digest;
import org.credence.base.PublicKey;

/** A request's parts, read strictly: what is wrong is refused with the field and its limit. */
final class Request {

    private static final int CHUNK = 16 * 1024;
    private static final String DIGITS = "64 hexadecimal digits";

    private final Context context;

    Request(Context context) {
        this.context = context;
    }

    /** Refuses query parameters that the route does not know: a misspelt one would be ignored in silence. */
    void allowOnly(Set<String> known) {
        for (String name : context.queryParamMap().keySet()) {
            if (!known.contains(name)) {
                throw ApiException.field("query." + name, "is unknown", known.isEmpty() ? "absent" : "one of " + known);
            }
        }
    }

    Digest digest(String name) {
        try {
            return Digest.parse(context.pathParam(name));
        } catch (IllegalArgumentException e) {
            throw ApiException.field("path." + name, "is no digest", DIGITS);
        }
    }

    PublicKey key(String name) {
        return new PublicKey(digest(name));
    }

    String text(String name) {
        return context.pathParam(name);
    }

    long number(String name, long least, long most) {
        return number("path." + name, context.pathParam(name), least, most);
    }

    /** A query parameter, or {@code otherwise} if it is not given. */
    long queryNumber(String name, long least, long most, long otherwise) {
        String value = context.queryParam(name);
        return value == null ? otherwise : number("query." + name, value, least, most);
    }

    /** A header that is a number, if it is given. */
    Optional<Long> headerNumber(String name, long least, long most) {
        return Optional.ofNullable(context.header(name)).map(value -> number("header." + name, value, least, most));
    }

    /** A query parameter that is {@code true} or {@code false}, the latter if it is not given. */
    boolean flag(String name) {
        String value = context.queryParam(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            throw ApiException.field("query." + name, "is neither", "true or false");
        }
        return true;
    }

    /** The media type of the body in lower case, without parameters; empty if it is not given. */
    String mediaType() {
        String type = context.contentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the client takes this very type, named in {@code Accept}. */
    boolean asksFor(String mediaType) {
        String accept = context.header("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains(mediaType);
    }

    /** The body within its limits of size and pace; reading stops where one is passed. */
    byte[] body(ApiSettings settings) {
        int limit = settings.bodyBytes();
        long announced = context.req().getContentLengthLong();
        if (announced > limit) {
            throw tooLarge(limit);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(announced < 0 ? CHUNK : (int) announced);
        byte[] chunk = new byte[CHUNK];
        long start = System.nanoTime();
        try (InputStream in = context.req().getInputStream()) {
            for (int more = in.read(chunk); more >= 0; more = in.read(chunk)) {
                body.write(chunk, 0, more);
                if (body.size() > limit) {
                    throw tooLarge(limit);
                }
                requirePace(body.size(), System.nanoTime() - start, settings);
            }
            return body.toByteArray();
        } catch (IOException e) {
            throw cutShort(e);
        }
    }

    private static ApiException cutShort(IOException cause) {
        return cause.getCause() instanceof TimeoutException
                ? new ApiException(ErrorCode.REQUEST_TIMEOUT, "body: stopped coming")
                : new ApiException(ErrorCode.REQUEST_MALFORMED, "body: ended early");
    }

    private static void requirePace(int size, long nanos, ApiSettings settings) {
        long seconds = nanos / 1_000_000_000;
        if (nanos > settings.headTimeout().toNanos() && size < seconds * settings.bytesPerSecond()) {
            throw new ApiException(ErrorCode.REQUEST_TIMEOUT, "body",
                    "came to " + size + " bytes in " + seconds + " s",
                    "at least " + settings.bytesPerSecond() + " bytes per second");
        }
    }

    private static ApiException tooLarge(int limit) {
        return new ApiException(ErrorCode.TOO_LARGE, "body", "is too large", "at most " + limit + " bytes");
    }

    private static long number(String field, String value, long least, long most) {
        String limit = least + " to " + most;
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw ApiException.field(field, "is no whole number", limit);
        }
        if (number < least || number > most) {
            throw ApiException.field(field, "is " + number, limit);
        }
        return number;
    }
}
