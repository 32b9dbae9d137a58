package org.credence.simulator.result;

/** What must hold (P§10.2). */
public enum Invariant {
    S1("no two correct members decide different blocks at one height"),
    S2("what a member decides is one hash chain, ascending and without gaps"),
    S3("every decided block has a decision certificate that verifies from genesis"),
    S4("a correct member never contradicts a vote or a view it left, across restarts too"),
    S5("the opening of a view is unique and its base extends whatever was decided in lower views"),
    S6("one block per view and height is certified"),
    S7("executed state roots are equal at equal heights, and headers carry them"),
    S8("no batch and no transaction is executed twice; an author's batches are ordered without gaps"),
    S10("a correct member durably holds each batch of a decided block"),
    R1("a view has one leader at the most (Raft, election safety)"),
    R2("equal places of two logs hold the same block, on the same blocks below (Raft, log matching)"),
    R3("whoever leads a later view holds what was decided in earlier ones (Raft, leader completeness)"),
    A1("when more members lie than are tolerated and the chain forks, f+1 of them are convicted, and no other"),
    A2("evidence names no correct member"),
    A3("nobody is accused twice of one fault"),
    A4("nothing that a correct member signs would convict it"),
    W1("what a correct member sends decodes, verifies and fits a frame"),
    E1("an engine does not fail"),
    L1("every batch accepted by a correct member is decided within f+2 views after healing"),
    L2("with at most p faulty members and a correct leader, one round of votes decides"),
    L3("a correct leader that everybody follows is not left, and decides before its time is over"),
    L4("views grow no faster than time allows"),
    L5("every correct member catches up after healing"),
    L6("an epoch change completes after healing"),
    L7("what a journal keeps does not grow with the chain");

    private final String meaning;

    Invariant(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
