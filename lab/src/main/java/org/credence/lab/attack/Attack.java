package org.credence.lab.attack;

import org.credence.lab.cbft.CreditTable;
import org.credence.lab.cbft.Reading;

/** One way in which CBFT as published fails (P§2.2): a schedule, played to the published and to the sound form. */
public abstract class Attack {

    /** What the published form suffers. */
    public enum Harm {
        /** Two correct members decide different blocks at one height. */
        FORK,
        /** After healing nothing is decided any more. */
        HALT
    }

    private final String id;
    private final String title;
    private final Harm harm;
    private final int members;

    Attack(String id, String title, Harm harm, int members) {
        this.id = id;
        this.title = title;
        this.harm = harm;
        this.members = members;
    }

    /** Its number in P§2.2. */
    public final String id() {
        return id;
    }

    /** What happens, in a few words. */
    public final String title() {
        return title;
    }

    /** What the published form suffers. */
    public final Harm harm() {
        return harm;
    }

    /** Members of the committee. */
    public final int members() {
        return members;
    }

    /** The sentence of the paper that is responsible, and its section. */
    public abstract String sentence();

    /** What keeps the sound form safe on this schedule. */
    public abstract String remedy();

    /** How the paper is read. */
    public Reading reading() {
        return Reading.accepted();
    }

    /** The ranking table of a member of the published form. */
    CreditTable table(int member) {
        return CreditTable.even(members);
    }

    /** The schedule, new for every run, since liars remember. */
    abstract Scene scene();
}
