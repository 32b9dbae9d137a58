package org.credence.client;

import tools.jackson.databind.JsonNode;

/**
 * A snapshot that a member says it has.
 *
 * @param epoch  that begins above it
 * @param height of its state
 * @param parts  of its file
 * @param bytes  of its file
 */
public record SnapshotOffer(int epoch, long height, int parts, long bytes) {

    static SnapshotOffer of(JsonNode json) {
        return new SnapshotOffer((int) Answer.number(json, "epoch"), Answer.number(json, "height"),
                (int) Answer.number(json, "parts"), Answer.number(json, "bytes"));
    }
}
