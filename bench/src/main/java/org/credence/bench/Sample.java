package org.credence.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.credence.bench.member.MemberProcess;
import org.credence.bench.member.Scrape;
import org.credence.bench.member.Usage;

/**
 * All that counts up, at one moment: the difference of two samples is what happened between them.
 *
 * @param nanos     when, on the clock of {@link System#nanoTime}
 * @param generator of this process
 */
record Sample(long nanos, Usage generator, List<Usage> usages, List<Scrape> scrapes) {

    static Sample of(List<MemberProcess> members) {
        try {
            List<Usage> usages = new ArrayList<>();
            List<Scrape> scrapes = new ArrayList<>();
            for (MemberProcess member : members) {
                usages.add(member.usage());
                scrapes.add(member.scrape());
            }
            return new Sample(System.nanoTime(), Usage.own(), usages, scrapes);
        } catch (IOException e) {
            throw new BenchFailed("a member does not tell its meters: " + e.getMessage(), e);
        }
    }

    /** How far a meter came since an earlier sample, all members together. */
    double since(Sample earlier, String meter) {
        double sum = 0;
        for (int i = 0; i < scrapes.size(); i++) {
            sum += scrapes.get(i).sum(meter) - earlier.scrapes.get(i).sum(meter);
        }
        return sum;
    }
}
