package org.credence.lab.credit;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.credence.lab.report.Page.Section;

/** The page in words. */
public final class CreditWords {

    static final String LEAD =
            """
                    A member leads by plan if its place in the rank is one of those that hold a tenure. Counted are \
                    worlds that go on for two epochs after the one in which it first misbehaved, or was first proven \
                    to lie. 1:29 reads: after one epoch, 29 times. Regained after 0 epochs of behaving would be \
                    undeserved. Round robin gives and takes the lead whatever anybody does.""";

    static final String SUMMARIES = """
            Mean over the worlds and, in brackets, the 95 % bootstrap interval of the mean. Delay goes from when \
            customers hand a batch in to its decision, at members that are well. Every run is in cbft-credit.csv: \
            places are the bad member's in the rank of each epoch and of the one after the last, from 0.""";

    private static final String PAPER = """
            The paper lets the member with the highest credit lead (III-A) and says that fewer view changes follow \
            (IV-A), without figures. What the project demands (P§11.2): with one of seven members intermittent, views \
            fail at most half as often per 1,000 blocks as with leaders in turn; and whoever is slow, intermittent or \
            lies loses the lead within two epochs and regains it only by behaving (P§2.3, P§8.1).""";

    private static final String UNPROVEN =
            """
                    The others harmed nobody: most had been shown the same block, it was decided, and no member ever \
                    held both.""";

    private static final String POLICIES = """
            Round robin: the rank of an epoch begins with whoever would have led next. Credit: the rank is that of \
            the ledger's table, made by the ledger's own code (ConsortiumApplication) with the shipped model, from \
            what observatories in the simulated members, the node's own, measured by the messages of the run. \
            Founders are new, so for twenty epochs age caps everybody's credit and the model's last word decides \
            between equals; settled members have forty quiet epochs behind them. One idealisation: reports and proofs \
            do not travel as transactions in the last blocks of an epoch; when the first member has executed its last \
            block, every member that is not cut off has them entered at once.""";

    private static final String TROUBLE = """
            One member, drawn from the seed, is bad, the same way at the same time under every policy. Intermittent: \
            cut off for 20 to 70 % of an epoch's blocks, for 2 to 4 epochs, then well for 1 to 4, and so on. Slow: \
            its votes and proposals leave 0.3 to 3 s late, in like spells. Sleeper: well for a third of the run, then \
            one of these two without end. Equivocator: each block that it proposes has, with probability 0.025, a \
            twin that it shows some members. Nothing else fails.""";

    private CreditWords() {}

    /** How many lies came out. */
    public static String lies(Results results) {
        return Stream.of(Policy.values()).map(policy -> {
            Sample.Lies lies = results.lies(new Setting(Kind.EQUIVOCATOR, policy));
            return policy.title() + ": " + lies.proven() + " of " + lies.told();
        }).collect(Collectors.joining("; ", "lies of equivocators that were proven, ", ""));
    }

    static List<Section> of(Results results) {
        return List.of(new Section.Paragraph("""
                All times are simulated: they follow from a model of machine and network, not from a clock."""),
                new Section.Heading("What is asked"), new Section.Paragraph(PAPER),
                new Section.Heading("Here"), new Section.Paragraph(POLICIES), new Section.Paragraph(TROUBLE),
                new Section.Paragraph(world(results.plan())), new Section.Heading("Result"),
                new Section.Paragraph(verdict(results)), new Section.Paragraph(lies(results) + ". " + UNPROVEN));
    }

    private static String world(Plan plan) {
        return String.format(Locale.ROOT,
                """
                        %d members over a city, up to 2 ms apart, with the waits of members in one building (a view \
                        is given up after 0.8 s); what machines and lines take is as in figures 1 and 2. %d epochs of \
                        %d blocks, five tenures each or fewer, in %d worlds from seed %d on. Customers keep two \
                        batches each under way and think in between: some twenty blocks a second.""",
                plan.members(), plan.epochs(), plan.epochBlocks(), plan.seeds(), plan.seed());
    }

    /** What the project demands, and whether it holds. */
    public static String verdict(Results results) {
        return String.format(Locale.ROOT, "with one member intermittent, failed views fall by at least %.0f %%: %s; "
                + "bad members lose the lead within %d epochs and regain it only by behaving: %s",
                100 * Results.ENOUGH, word(results.sparesViews()), Lead.MOST_EPOCHS, word(results.keepsOut()));
    }

    private static String word(boolean holds) {
        return holds ? "holds" : "DOES NOT HOLD";
    }

    /** Numbers with how often each occurs, such as {@code 1:29 2:1}. */
    public static String counted(List<Integer> numbers) {
        return numbers.isEmpty() ? "never" : numbers.stream()
                .collect(Collectors.groupingBy(number -> number, TreeMap::new, Collectors.counting())).entrySet()
                .stream().map(entry -> entry.getKey() + ":" + entry.getValue()).collect(Collectors.joining(" "));
    }
}
