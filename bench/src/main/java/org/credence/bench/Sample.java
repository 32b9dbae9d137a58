package org.credence.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    /** Asks all members at the same time: under load each takes a while. */
    static Sample of(List<MemberProcess> members) throws InterruptedException {
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Scrape>> asked = members.stream().map(member -> asking.submit(member::scrape)).toList();
            List<Usage> usages = members.stream().map(MemberProcess::usage).toList();
            Usage generator = Usage.own();
            long nanos = System.nanoTime();
            List<Scrape> scrapes = new ArrayList<>();
            for (Future<Scrape> scrape : asked) {
                scrapes.add(scrape.get());
            }
            return new Sample(nanos, generator, usages, scrapes);
        } catch (ExecutionException e) {
            throw new BenchFailed("a member does not tell its meters: " + e.getCause(), e);
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
