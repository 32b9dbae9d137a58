package org.credence.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the published test vectors from the test resources. */
public final class Vectors {

    private Vectors() {}

    public static JsonNode read(String name) {
        String path = "/vectors/" + name;
        try (InputStream file = Objects.requireNonNull(Vectors.class.getResourceAsStream(path), path);
                InputStream text = new GZIPInputStream(file)) {
            return JsonMapper.shared().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
