package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether bad members of one kind kept the lead under one policy, in all worlds.
 *
 * @param judged   worlds in which it misbehaved, or was first proven to, early enough to see what came of it
 * @param lost     per world of those in which it lost the lead, after how many epochs, ascending
 * @param regained each time that it led again: how many epochs it had behaved just before, ascending
 */
public record Lead(Setting setting, int judged, List<Integer> lost, List<Integer> regained) {

    /** Epochs within which a member that misbehaves must have lost the lead. */
    public static final int MOST_EPOCHS = 2;

    public Lead {
        lost = lost.stream().sorted().toList();
        regained = regained.stream().sorted().toList();
    }

    static Lead of(Setting setting, List<Sample> samples) {
        int judged = 0;
        List<Integer> lost = new ArrayList<>();
        List<Integer> regained = new ArrayList<>();
        for (Sample sample : samples) {
            Career career = sample.career();
            if (career.judgedWithin(MOST_EPOCHS)) {
                judged++;
                career.lostAfter().ifPresent(lost::add);
                regained.addAll(career.regained());
            }
        }
        return new Lead(setting, judged, lost, regained);
    }

    /** Worlds in which it lost the lead in time. */
    public int inTime() {
        return (int) lost.stream().filter(epochs -> epochs <= MOST_EPOCHS).count();
    }

    /** How often it led again without having behaved before. */
    public int undeserved() {
        return (int) regained.stream().filter(behaved -> behaved == 0).count();
    }

    /** Whether it always lost the lead in time, and regained it only by behaving. */
    public boolean holds() {
        return inTime() == judged && undeserved() == 0;
    }
}
