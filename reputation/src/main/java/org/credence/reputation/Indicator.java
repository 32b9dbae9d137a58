package org.credence.reputation;

/** The eight indicators of a member in an epoch: Table I of the CBFT paper with the sound sources of P§8.1. */
public enum Indicator {
    /** Lower median of the round-trip times that members measured, milliseconds. */
    NETWORK_DELAY(0, "network-delay", "ms", Effect.LOWERS),
    /** Members of the whole committee that took part in less than half of the epoch. */
    MEMBERS_OFFLINE(1, "members-offline", "members", Effect.EITHER),
    /** Share of the epoch in which the member was silent, in thousandths; lower median. */
    OFFLINE_TIME(2, "offline-time", "thousandths", Effect.LOWERS),
    /** Blocks decided without its CONFIRM in time; lower median. */
    MISSED_VOTES(3, "missed-votes", "blocks", Effect.LOWERS),
    /** Time from a proposal to its CONFIRM without the way of the messages, milliseconds; lower median. */
    CONFIRM_LAG(4, "confirm-lag", "ms", Effect.LOWERS),
    /** Epochs since it joined. */
    AGE(5, "age", "epochs", Effect.RAISES),
    /** Proven invalid or contradictory proposals in the last {@value CreditRules#BARRED_EPOCHS} epochs. */
    PROVEN_FAULTS(6, "proven-faults", "faults", Effect.LOWERS),
    /** Its credit in the epoch before, in 1/65,536. */
    CREDIT(7, "credit", "1/65536", Effect.EITHER);

    /** What more of it may do to credit: a model that lets it do the contrary is refused. */
    public enum Effect {
        RAISES,
        LOWERS,
        EITHER
    }

    private final int place;
    private final String label;
    private final String unit;
    private final Effect effect;

    Indicator(int place, String label, String unit, Effect effect) {
        this.place = place;
        this.label = label;
        this.unit = unit;
        this.effect = effect;
    }

    /** Its place among the inputs of the network, from 0. */
    public int place() {
        return place;
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    public Effect effect() {
        return effect;
    }
}
