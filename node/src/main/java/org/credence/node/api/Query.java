package org.credence.node.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The part of a request's target behind the question mark. */
final class Query {

    /** What a percent sign must be followed by. */
    static final String ENCODING = "UTF-8 with % and two hexadecimal digits for a byte";

    private Query() {}

    /** Its parameters, in order; one without a value has an empty one, and of one that is repeated the first counts. */
    static Map<String, String> parse(String query) {
        if (query.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                parameters.putIfAbsent(decoded(parameter), "");
            } else {
                parameters.putIfAbsent(decoded(parameter.substring(0, equals)),
                        decoded(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.field("query", "has " + text, ENCODING);
        }
    }
}
