package org.credence.ledger.epoch;

import org.credence.ledger.Code;

/** Why what a member sent to the consortium does not count. */
public enum ConsortiumCode implements Code {
    /** Only members may send these. */
    NOT_A_MEMBER(100),
    /** The report is of another epoch than the one that lasts. */
    WRONG_EPOCH(101),
    /** Reports are taken at the end of an epoch only. */
    TOO_EARLY(102),
    /** The member has reported in this epoch. */
    ALREADY_REPORTED(103),
    /** The report does not have one entry for each member. */
    WRONG_SIZE(104),
    /** What is shown does not prove anything. */
    NO_EVIDENCE(105),
    /** That very fault has been punished. */
    ALREADY_PUNISHED(106),
    /** The fault is older than faults are punished for. */
    TOO_OLD(107),
    /** That very change is proposed already. */
    ALREADY_PROPOSED(108),
    /** As many proposals are open as may be. */
    TOO_MANY_PROPOSALS(109),
    /** No such proposal is open. */
    NO_SUCH_PROPOSAL(110),
    /** The member has approved it. */
    ALREADY_APPROVED(111),
    /** The change cannot be made to the present members. */
    IMPOSSIBLE_CHANGE(112),
    /** The new key has not signed. */
    NO_PROOF_OF_KEY(113);

    private final int number;

    ConsortiumCode(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
