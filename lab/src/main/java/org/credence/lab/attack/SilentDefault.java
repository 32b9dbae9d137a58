package org.credence.lab.attack;

import org.credence.lab.cbft.Reading;

/**
 * A-C9. Everybody is correct. Member 3 gets the proposal and then hears nothing: it suspects a problem with the
 * block and agrees by itself that the block is empty. The others decided it.
 */
final class SilentDefault extends Attack {

    SilentDefault() {
        super("A-C9", "a member agrees with itself that the block is empty", Harm.FORK, 4);
    }

    @Override
    public String sentence() {
        return "II: if there is a problem with the block, it directly agrees that the default block ... is empty, "
                + "instead of rolling back, so the Commit phase is not needed";
    }

    @Override
    public String remedy() {
        return "doubt leads to VIEW_CHANGE; only a certificate decides";
    }

    @Override
    public Reading reading() {
        return new Reading(Reading.Completed.ACCEPTED, Reading.Doubt.EMPTY_BLOCK);
    }

    @Override
    Scene scene() {
        return new Scene().cutOff(3, 1).confirmsMiss(3);
    }
}
