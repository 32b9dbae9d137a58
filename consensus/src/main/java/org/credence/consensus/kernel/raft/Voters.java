package org.credence.consensus.kernel.raft;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Whose majority elects and decides. While many members change at once, the majority of the former ones is needed
 * beside it (joint consensus, Raft §6), so that at no moment two disjoint majorities exist.
 *
 * @param members ascending, each once; none for a member that has not been told yet, and so elects nobody
 * @param former  those they are about to replace, likewise; empty unless the change is under way
 */
record Voters(List<Integer> members, List<Integer> former) {

    Voters {
        members = List.copyOf(members);
        former = List.copyOf(former);
        if (!ascending(members) || !ascending(former)) {
            throw new IllegalArgumentException("voters: " + members + " and " + former + ", must ascend");
        }
    }

    /** Only these. */
    static Voters of(List<Integer> members) {
        return new Voters(members, List.of());
    }

    private static boolean ascending(List<Integer> members) {
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i - 1) >= members.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two majorities are needed. */
    boolean joint() {
        return !former.isEmpty();
    }

    boolean includes(int member) {
        return members.contains(member) || former.contains(member);
    }

    /** Whoever votes now, ascending. */
    List<Integer> all() {
        return Stream.concat(members.stream(), former.stream()).distinct().sorted().toList();
    }

    /** Whether those that said so are enough to elect or decide. */
    boolean agree(IntPredicate said) {
        return majority(members, said) && (!joint() || majority(former, said));
    }

    private static boolean majority(List<Integer> of, IntPredicate said) {
        return of.stream().filter(said::test).count() > of.size() / 2;
    }

    /**
     * The next step from here to {@code target}: at once if it adds or removes a single member, since then every old
     * majority meets every new one; otherwise by way of both.
     */
    Voters towards(List<Integer> target) {
        long added = target.stream().filter(member -> !members.contains(member)).count();
        long removed = members.stream().filter(member -> !target.contains(member)).count();
        return added + removed <= 1 ? of(target) : new Voters(target, members);
    }

    /** Without the former ones. */
    Voters settled() {
        return of(members);
    }
}
