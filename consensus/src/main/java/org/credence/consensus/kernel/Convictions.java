package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Limits;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Evidence.Equivocation;
import org.credence.consensus.part.SignedHeader;

/**
 * Finds proposers that signed two blocks for one place, and remembers each conviction once per culprit, view and kind
 * of fault. Bounded.
 */
public final class Convictions {

    private static final int MOST = 4 * Limits.WINDOW;
    private static final int HEADERS = 16 * Limits.WINDOW;

    private record Place(long view, long height) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byView = Long.compare(view, other.view);
            return byView != 0 ? byView : Long.compare(height, other.height);
        }
    }

    private record Key(long view, int culprit, int kind) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byView = Long.compare(view, other.view);
            int byCulprit = byView != 0 ? byView : Integer.compare(culprit, other.culprit);
            return byCulprit != 0 ? byCulprit : Integer.compare(kind, other.kind);
        }
    }

    private final TreeMap<Place, SignedHeader> headers = new TreeMap<>();
    private final TreeMap<Key, Evidence> known = new TreeMap<>();

    /** Takes note of a header; returns evidence if its proposer signed another for the same place. */
    public Optional<Equivocation> note(SignedHeader header) {
        Place place = new Place(header.header().view(), header.header().height());
        SignedHeader before = headers.putIfAbsent(place, header);
        if (headers.size() > HEADERS) {
            headers.pollFirstEntry();
        }
        if (before == null || before.header().equals(header.header())) {
            return Optional.empty();
        }
        return Optional.of(new Equivocation(before, header));
    }

    /** Remembers evidence; false if the culprit already stands convicted of such a fault in that view. */
    public boolean remember(Evidence evidence) {
        Key key = new Key(evidence.view(), evidence.culprit(), evidence.kind());
        if (known.putIfAbsent(key, evidence) != null) {
            return false;
        }
        if (known.size() > MOST) {
            known.pollFirstEntry();
        }
        return true;
    }

    /** The equivocations known in a view, ascending by culprit. */
    public List<Evidence> equivocations(long view) {
        List<Evidence> found = new ArrayList<>();
        known.forEach((key, evidence) -> {
            if (key.view() == view && evidence instanceof Equivocation) {
                found.add(evidence);
            }
        });
        return found;
    }

    /** Members known to have equivocated in any view that is remembered. */
    public boolean equivocated(int member) {
        return known.values().stream().anyMatch(e -> e instanceof Equivocation && e.culprit() == member);
    }
}
