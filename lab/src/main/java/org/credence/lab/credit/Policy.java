package org.credence.lab.credit;

/** Who leads the epochs after the first. */
public enum Policy {
    /** Everybody in turn, whatever they did: an epoch's first leader is who would have come next in the one before. */
    ROUND_ROBIN("round robin", "round-robin", 0),
    /** By the ledger's table, in a consortium that has just been founded: age caps everybody's credit. */
    FOUNDERS("credit, founders", "credit-founders", 0),
    /** By the ledger's table, among members who have been well for so long that age caps nobody. */
    SETTLED("credit, settled", "credit-settled", 40);

    private final String title;
    private final String id;
    private final int age;

    Policy(String title, String id, int age) {
        this.title = title;
        this.id = id;
        this.age = age;
    }

    /** The name in figures. */
    public String title() {
        return title;
    }

    /** The name in files. */
    public String id() {
        return id;
    }

    /** Whether the ledger's table says who leads. */
    public boolean credit() {
        return this != ROUND_ROBIN;
    }

    /** Epochs that all members have behind them at the start. */
    int age() {
        return age;
    }
}
