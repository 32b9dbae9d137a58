package org.credence.simulator.mutant;

/** Mistakes in what several protocols share. */
final class Mistakes {

    /** No mistake by itself: a list of votes is made even if there are too few of them. */
    static final Patch LISTS_EVERY_VOTE = new Patch("kernel/Tally.java", ".size() >= least", ".size() >= 0");

    private Mistakes() {}

    /** Promises go to the disk one step after the messages that rest on them. */
    static Patch[] sendsBeforeItPromises() {
        return new Patch[]{new Patch("kernel/Seat.java", "emit(new Effect.Persist(promise));", "late.add(promise);"),
                new Patch("kernel/Seat.java", "private long now;",
                        "private long now; private List<Promise> late = new ArrayList<>();"),
                new Patch("kernel/Seat.java", "effects = new ArrayList<>();\n    }",
                        "effects = new ArrayList<>();\n late.forEach(p -> emit(new Effect.Persist(p)));\n"
                                + "late.clear();\n    }")};
    }

    /** Who sends a vote twice counts twice. */
    static Patch[] countsDuplicates() {
        return new Patch[]{LISTS_EVERY_VOTE,
                new Patch("kernel/Tally.java", "private record Cast(BlockRef block, Vote vote) {}",
                        "private record Cast(BlockRef block, Vote vote, int times) {}"),
                new Patch("kernel/Tally.java", "new Cast(block, new Vote(member, signature))",
                        "new Cast(block, new Vote(member, signature), 1)"),
                new Patch("kernel/Tally.java", "return new Counted.Known();",
                        "at(place).put(member, new Cast(block, before.vote(), before.times() + 1)); "
                                + "return new Counted.Fresh();"),
                new Patch("kernel/Tally.java", "votes.add(ballot.vote());",
                        "for (int i = 0; i < ballot.times(); i++) { votes.add(ballot.vote()); }")};
    }

    /** A batch that an earlier block has ordered is ordered again. */
    static Patch[] ordersTwice() {
        return new Patch[]{
                new Patch("kernel/BlockTree.java", "next.set(ref.head().author(), ref.head().sequence() + 1);\n"
                        + "            }\n            return on(", "}\n            return on(")};
    }
}
