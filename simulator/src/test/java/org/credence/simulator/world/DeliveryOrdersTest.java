package org.credence.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four members, one height, one twin: member 0 leads and runs twice with one key, so that it proposes two blocks and
 * votes for both. Every order in which each correct member can take in what can be sent is tried.
 *
 * <p>
 * What a member does depends on its own inputs alone, so the orders are tried member by member. Which messages there
 * are to take in depends on the others: on which block each of them confirms, of which all cases are tried, and on the
 * COMMITs they can come to, which are added until no order yields a new one. So every run of the whole is covered, and
 * with it some that cannot happen; none of them may fork.
 */
class DeliveryOrdersTest {

    /** Up to the names of members and blocks: the three correct ones confirm alike, or one differs. */
    private static final List<String> CONFIRMED = List.of("AAA", "AAB");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RAFT")
    void noOrderMakesTwoMembersDecideDifferently(Protocol protocol) {
        TwinLeader twins = new TwinLeader(protocol);
        Set<String> everDecided = new TreeSet<>();
        int explored = 0;
        for (String confirmed : CONFIRMED) {
            Map<Integer, Set<Digest>> committed = new TreeMap<>(Map.of(1, Set.of(), 2, Set.of(), 3, Set.of()));
            Map<Integer, Set<Digest>> before = Map.of();
            Set<Digest> decided = new HashSet<>();
            while (!before.equals(committed)) {
                before = Map.copyOf(committed);
                for (int member = 1; member <= 3; member++) {
                    Orders orders = new Orders(twins, member, pool(twins, member, confirmed, before));
                    orders.explore(block(twins, confirmed, member));
                    explored += orders.explored();
                    committed.put(member, orders.committed());
                    decided.addAll(orders.decided());
                    assertThat(orders.contradictions()).as("m%d when %s", member, confirmed).isEmpty();
                }
            }
            assertThat(decided).as("decided when the correct members confirm " + confirmed).hasSizeLessThan(2);
            decided.forEach(id -> everDecided.add(confirmed + (id.equals(twins.a().id()) ? " A" : " B")));
        }
        // Had nothing been decided, nothing would have been shown.
        assertThat(everDecided).containsExactly("AAA A", "AAB A");
        assertThat(explored).isGreaterThan(1_000);
    }

    /** All that can reach a member. */
    private static List<TwinLeader.Sent> pool(TwinLeader twins, int member, String confirmed,
            Map<Integer, Set<Digest>> committed) {
        List<TwinLeader.Sent> pool = new ArrayList<>(twins.proposals());
        Stream.of(twins.a(), twins.b()).forEach(block -> {
            // A liar may send its vote beside its proposal, or without it.
            pool.add(twins.ballot(0, Phase.CONFIRM, block));
            pool.add(twins.ballot(0, Phase.COMMIT, block));
        });
        for (int other = 1; other <= 3; other++) {
            if (other != member) {
                pool.add(twins.ballot(other, Phase.CONFIRM, block(twins, confirmed, other)));
                for (Digest id : new TreeSet<>(committed.get(other))) {
                    pool.add(twins.ballot(other, Phase.COMMIT, id.equals(twins.a().id()) ? twins.a() : twins.b()));
                }
            }
        }
        return pool;
    }

    private static BlockRef block(TwinLeader twins, String confirmed, int member) {
        return confirmed.charAt(member - 1) == 'A' ? twins.a() : twins.b();
    }
}
