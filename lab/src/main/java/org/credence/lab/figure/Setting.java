package org.credence.lab.figure;

/**
 * One point of a figure.
 *
 * @param transactions in a block
 * @param silent       whether the member with the least credit, the last in the rank, says nothing
 */
public record Setting(Contender contender, int members, int transactions, boolean silent) {

    /** How many members say nothing. */
    int down() {
        return silent ? 1 : 0;
    }

    /** Whether this member says nothing. */
    public boolean isSilent(int member) {
        return member >= members - down();
    }

    /** The same for another protocol. */
    public Setting of(Contender other) {
        return new Setting(other, members, transactions, silent);
    }

    /** The same with another number of members. */
    Setting at(int others) {
        return new Setting(contender, others, transactions, silent);
    }
}
