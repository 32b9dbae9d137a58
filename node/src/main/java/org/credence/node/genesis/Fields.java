package org.credence.node.genesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object read strictly: every key must be known, every value of its type; what is wrong is named by its path.
 */
final class Fields {

    private final String path;
    private final JsonNode object;

    Fields(String path, JsonNode object, Set<String> known) {
        if (!object.isObject()) {
            throw new ConfigInvalid(path.isEmpty() ? "file" : path, "is no object", "a JSON object");
        }
        this.path = path;
        this.object = object;
        for (String key : object.propertyNames()) {
            if (!known.contains(key)) {
                throw new ConfigInvalid(at(key), "is unknown", "one of " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    boolean has(String key) {
        return object.has(key);
    }

    String text(String key) {
        JsonNode value = required(key);
        if (!value.isString()) {
            throw new ConfigInvalid(at(key), "is no text", "text in quotes");
        }
        return value.stringValue();
    }

    int number(String key) {
        JsonNode value = required(key);
        if (!value.isInt()) {
            throw new ConfigInvalid(at(key), "is no whole number", "a number below 2^31");
        }
        return value.intValue();
    }

    /** The value, or {@code otherwise} if it is not there. */
    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = required(key);
        if (!value.isBoolean()) {
            throw new ConfigInvalid(at(key), "is neither true nor false", "true or false");
        }
        return value.booleanValue();
    }

    Fields object(String key, Set<String> known) {
        return new Fields(at(key), required(key), known);
    }

    /** Objects of a list, each with these keys. */
    List<Fields> objects(String key, Set<String> known) {
        JsonNode value = required(key);
        if (!value.isArray()) {
            throw new ConfigInvalid(at(key), "is no list", "a JSON list");
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            objects.add(new Fields(at(key) + "[" + i + "]", value.get(i), known));
        }
        return objects;
    }

    /** Texts by key; none if the object is not there. */
    SortedMap<String, String> texts(String key) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (has(key)) {
            JsonNode value = required(key);
            Fields fields = new Fields(at(key), value, Set.copyOf(value.propertyNames()));
            value.propertyNames().forEach(name -> texts.put(name, fields.text(name)));
        }
        return texts;
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private JsonNode required(String key) {
        JsonNode value = object.get(key);
        if (value == null) {
            throw new ConfigInvalid(at(key), "is missing", "given");
        }
        return value;
    }
}
