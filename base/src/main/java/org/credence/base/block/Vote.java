package org.credence.base.block;

import java.util.List;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/** One member's signature under a statement that the surroundings name. The member is its index in the committee. */
public record Vote(int member, Signature signature) {

    /**
     * Writes the count and the votes.
     *
     * @throws IllegalArgumentException unless they are in strictly ascending order of member
     */
    public static void writeAll(List<Vote> votes, Writer writer) {
        int unordered = firstUnordered(votes);
        if (unordered < votes.size()) {
            throw new IllegalArgumentException("votes: member not strictly ascending at index " + unordered);
        }
        writer.list(votes, (vote, w) -> w.u16(vote.member).signature(vote.signature));
    }

    /** Reads votes in strictly ascending order of member: one encoding per set, and nobody counted twice. */
    public static List<Vote> readAll(Reader reader, String field) {
        String member = field + ".member";
        String signature = field + ".signature";
        List<Vote> votes =
                reader.list(field, Limits.COMMITTEE, r -> new Vote(r.member(member), r.signature(signature)));
        int unordered = firstUnordered(votes);
        if (unordered < votes.size()) {
            throw new Malformed(member, "not strictly ascending at index " + unordered);
        }
        return votes;
    }

    /** The first index whose member is not above the one before, or the size if there is none. */
    private static int firstUnordered(List<Vote> votes) {
        for (int i = 1; i < votes.size(); i++) {
            if (votes.get(i - 1).member >= votes.get(i).member) {
                return i;
            }
        }
        return votes.size();
    }
}
