package org.credence.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.credence.reputation.CreditModel;
import org.credence.reputation.CreditRules;
import org.credence.reputation.Standing;

/**
 * How well credit foretells trouble, in closed loop: the model's own credit goes into the next epoch, under the rules.
 *
 * @param auc    probability that of two members, one of which gives trouble in the next three epochs, it is the one
 *               with less credit
 * @param byKind the same for the members of one kind against the healthy
 * @param swing  largest change of credit, in 1/65,536, within {@value #WINDOW} epochs of a healthy member that is up
 *               all the time, after {@value #SETTLED} epochs
 */
public record Trial(double auc, Map<Behaviour, Double> byKind, int swing) {

    private static final int RUNS = 40;
    private static final int EPOCHS = 120;
    /** By then age caps nobody's credit any more (P§8.1). */
    private static final int SETTLED = 40;
    private static final int WINDOW = 10;
    private static final int LONG = 500;

    /** What credit said of a member, and what came. */
    private record Forecast(Behaviour behaviour, int credit, boolean trouble) {}

    /** With behaviours that it has not learned from, and round-trip times of AWS; see {@link Behaviour.Use#TUNED}. */
    public static Trial tuned(CreditModel model, long seed) {
        return of(model, Behaviour.Use.TUNED, Trace.AWS_MILLIS, seed);
    }

    /** With behaviours and round-trip times that nobody had looked at when the model was finished. */
    public static Trial unseen(CreditModel model, long seed) {
        return of(model, Behaviour.Use.UNSEEN, Trace.SEATTLE_MILLIS, seed);
    }

    private static Trial of(CreditModel model, Behaviour.Use use, Trace rtt, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Behaviour> behaviours = Behaviour.of(use);
        List<Forecast> forecasts = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            History history = new History(behaviours, rtt, EPOCHS, random.split());
            for (int member = 0; member < history.members(); member++) {
                follow(model, history, member, forecasts);
            }
        }
        Map<Behaviour, Double> byKind = new EnumMap<>(Behaviour.class);
        for (Behaviour behaviour : behaviours.subList(1, behaviours.size())) {
            byKind.put(behaviour, auc(forecasts.stream()
                    .filter(f -> f.behaviour == behaviour || f.behaviour == Behaviour.HEALTHY).toList()));
        }
        return new Trial(auc(forecasts), byKind, swing(model, rtt, random.split()));
    }

    private static void follow(CreditModel model, History history, int member, List<Forecast> forecasts) {
        Standing standing = Standing.newcomer();
        for (int epoch = 0; epoch + Example.AHEAD < history.epochs(); epoch++) {
            standing = next(model, history, member, epoch, standing);
            if (epoch >= SETTLED) {
                forecasts.add(new Forecast(history.behaviour(member), standing.credit(),
                        Example.trouble(history, member, epoch)));
            }
        }
    }

    private static Standing next(CreditModel model, History history, int member, int epoch, Standing before) {
        int assessment = model.assess(history.indicators(member, epoch, before.credit()));
        return CreditRules.next(before, assessment, history.conduct(member, epoch).fault());
    }

    /** By ranks: ties count half. */
    private static double auc(List<Forecast> forecasts) {
        List<Forecast> ranked =
                forecasts.stream().sorted(Comparator.comparingInt(Forecast::credit).reversed()).toList();
        long well = ranked.stream().filter(f -> !f.trouble).count();
        long wellBefore = 0;
        double pairs = 0;
        for (int from = 0; from < ranked.size();) {
            int to = from;
            long wellHere = 0;
            long troubleHere = 0;
            while (to < ranked.size() && ranked.get(to).credit == ranked.get(from).credit) {
                wellHere += ranked.get(to).trouble ? 0 : 1;
                troubleHere += ranked.get(to).trouble ? 1 : 0;
                to++;
            }
            pairs += troubleHere * (wellBefore + wellHere / 2.0);
            wellBefore += wellHere;
            from = to;
        }
        return pairs / ((double) well * (ranked.size() - well));
    }

    /** Over {@value #LONG} epochs. */
    private static int swing(CreditModel model, Trace rtt, SplittableRandom random) {
        History history = new History(List.of(Behaviour.HEALTHY), rtt, LONG, random);
        int most = 0;
        for (int member = 0; member < history.members(); member++) {
            List<Integer> credits = new ArrayList<>();
            Standing standing = Standing.newcomer();
            for (int epoch = 0; epoch < LONG; epoch++) {
                standing = next(model, history, member, epoch, standing);
                boolean up = history.conduct(member, epoch).offline() <= 0;
                credits = up ? credits : new ArrayList<>();
                credits.add(standing.credit());
                if (epoch > SETTLED && credits.size() > SETTLED) {
                    most = Math.max(most, spread(credits.subList(credits.size() - WINDOW, credits.size())));
                }
            }
        }
        return most;
    }

    private static int spread(List<Integer> credits) {
        return credits.stream().mapToInt(c -> c).max().orElse(0) - credits.stream().mapToInt(c -> c).min().orElse(0);
    }
}
