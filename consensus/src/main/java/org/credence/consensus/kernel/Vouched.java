package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.SignedBlock;

/**
 * Which reported blocks a correct member has certainly found valid: those that f+1 members CONFIRMed, or built a vote
 * on, and those at or below a CC. A single report proves nothing: a liar may have made its tip up, with a state root to
 * its liking.
 */
final class Vouched {

    private Vouched() {}

    static Set<Digest> in(Collection<ViewChange> changes, Quorum quorum) {
        TreeMap<Digest, Integer> reports = new TreeMap<>();
        TreeSet<Digest> vouched = new TreeSet<>();
        for (ViewChange change : changes) {
            change.tip().ifPresent(tip -> line(change, tip.id()).forEach(id -> reports.merge(id, 1, Integer::sum)));
            change.highest().ifPresent(certificate -> vouched.addAll(line(change, certificate.block().id())));
        }
        reports.forEach((id, count) -> {
            if (count >= quorum.weak()) {
                vouched.add(id);
            }
        });
        return vouched;
    }

    /** The block and its ancestors, as far as the report shows them. */
    private static List<Digest> line(ViewChange change, Digest from) {
        List<Digest> line = new ArrayList<>();
        Digest at = from;
        for (SignedBlock block : change.path().reversed()) {
            if (block.id().equals(at)) {
                line.add(at);
                at = block.block().parent();
            }
        }
        return line;
    }
}
