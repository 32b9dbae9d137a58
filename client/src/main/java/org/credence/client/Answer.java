package org.credence.client;

import java.util.HexFormat;
import org.credence.base.Digest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads fields of a JSON answer that must be there. */
final class Answer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answer() {}

    static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new AnswerMalformed("answer is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode field(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new AnswerMalformed("answer has no " + name);
        }
        return value;
    }

    static String text(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isString()) {
            throw new AnswerMalformed("answer." + name + " is no text");
        }
        return value.stringValue();
    }

    static long number(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.canConvertToLong()) {
            throw new AnswerMalformed("answer." + name + " is no whole number");
        }
        return value.longValue();
    }

    static byte[] bytes(JsonNode json, String name) {
        try {
            return HexFormat.of().parseHex(text(json, name));
        } catch (IllegalArgumentException e) {
            throw new AnswerMalformed("answer." + name + " is no hexadecimal text", e);
        }
    }

    static Digest digest(JsonNode json, String name) {
        byte[] bytes = bytes(json, name);
        if (bytes.length != Digest.LENGTH) {
            throw new AnswerMalformed("answer." + name + " is no digest");
        }
        return Digest.of(bytes);
    }
}
