package org.credence.client;

import org.credence.base.Digest;
import tools.jackson.databind.JsonNode;

/**
 * A decided block in a few words; a member's word only.
 *
 * @param proposer     name of the member that made it
 * @param timeMs       the proposer's clock, milliseconds since 1970
 * @param batches      how many batches it orders
 * @param transactions how many transactions those hold
 */
public record BlockSummary(long height, Digest id, long view, String proposer, long timeMs, int batches,
        int transactions) {

    static BlockSummary of(JsonNode json) {
        return new BlockSummary(Answer.number(json, "height"), Answer.digest(json, "id"), Answer.number(json, "view"),
                Answer.text(Answer.field(json, "proposer"), "name"), Answer.number(json, "timeMs"),
                (int) Answer.number(json, "batches"), (int) Answer.number(json, "transactions"));
    }
}
