package org.credence.consensus.part;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.PublicKey;

/** Who votes in an epoch: an ordered list of keys; a member is named by its index in it. */
public record Committee(Digest chainId, int epoch, List<PublicKey> members, Quorum quorum) {

    public Committee {
        members = List.copyOf(members);
        if (members.size() != quorum.n() || members.size() > Limits.COMMITTEE) {
            throw new IllegalArgumentException("committee: " + members.size() + " members, must be n=" + quorum.n()
                    + " and at most " + Limits.COMMITTEE);
        }
        if (members.stream().distinct().count() != members.size()) {
            throw new IllegalArgumentException("committee: a key is listed twice");
        }
    }

    public int size() {
        return members.size();
    }

    public boolean has(int member) {
        return member >= 0 && member < members.size();
    }

    /** @throws IndexOutOfBoundsException if there is no such member */
    public PublicKey key(int member) {
        return members.get(member);
    }

    /** All members but one, ascending. */
    public List<Integer> others(int self) {
        List<Integer> others = new ArrayList<>(size());
        for (int member = 0; member < size(); member++) {
            if (member != self) {
                others.add(member);
            }
        }
        return others;
    }

    /** All members but some, ascending. */
    public List<Integer> without(Collection<Integer> some) {
        TreeSet<Integer> gone = new TreeSet<>(some);
        List<Integer> rest = new ArrayList<>(size());
        for (int member = 0; member < size(); member++) {
            if (!gone.contains(member)) {
                rest.add(member);
            }
        }
        return rest;
    }
}
