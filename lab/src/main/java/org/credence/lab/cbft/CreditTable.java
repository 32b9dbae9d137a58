package org.credence.lab.cbft;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.consensus.part.Leadership;

/**
 * The "node credit ranking table" of one member (section III-C): whom it names as L. The paper computes credits from
 * what each member observed by itself, so tables of different members may differ (P§2.1 G7).
 *
 * @param credits per member its credit; the highest leads view 0, the next one view 1
 */
public record CreditTable(List<Integer> credits) implements Leadership {

    public CreditTable {
        credits = List.copyOf(credits);
    }

    /** All credits equal: the order of the committee. */
    public static CreditTable even(int members) {
        return new CreditTable(IntStream.range(0, members).mapToObj(_ -> 0).toList());
    }

    /**
     * The unweighted average of what members say of each other.
     *
     * @param reports per reporter, the credit that it gives each member
     */
    public static CreditTable average(List<List<Integer>> reports) {
        int members = reports.size();
        return new CreditTable(IntStream.range(0, members)
                .mapToObj(member -> reports.stream().mapToInt(report -> report.get(member)).sum() / members).toList());
    }

    /** Members by credit, the highest first; equal credits in the order of the committee. */
    public List<Integer> ranking() {
        return IntStream.range(0, credits.size()).boxed()
                .sorted(Comparator.comparingInt((Integer member) -> -credits.get(member))).toList();
    }

    @Override
    public int leader(long view) {
        return ranking().get((int) (view % credits.size()));
    }
}
