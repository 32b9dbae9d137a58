package org.credence.training;

import java.util.SplittableRandom;

/** One member's epochs, one after the other. */
final class Life {

    /** An epoch's time, for what traces measure in minutes. */
    private static final double EPOCH_MINUTES = 60;
    private static final double RARE_CRASH = 0.005;
    private static final double OFTEN_CRASH = 0.3;
    private static final double FAULT = 0.12;

    private final SplittableRandom random;
    private final double lagMs;
    private final double lateShare;
    private final int turnsAfter;
    private final Behaviour behaviour;
    private final Behaviour turnsInto;
    private int age;
    private double downMinutes;
    private boolean bad;
    private int phase;

    Life(Behaviour behaviour, SplittableRandom random) {
        this.behaviour = behaviour;
        this.random = random;
        lagMs = 300 + random.nextDouble() * 3_000;
        lateShare = 0.1 + random.nextDouble() * 0.5;
        turnsAfter = random.nextInt(5, 60);
        turnsInto = random.nextBoolean() ? Behaviour.CRASHING : Behaviour.SLOW;
    }

    /** What it does in the next epoch. */
    Conduct next() {
        Behaviour now = behaviour != Behaviour.SLEEPER ? behaviour
                : age < turnsAfter ? Behaviour.HEALTHY : turnsInto;
        age++;
        return switch (now) {
            case HEALTHY, SLEEPER -> up(down(RARE_CRASH), 0.01, quick(), false);
            case CRASHING -> up(down(OFTEN_CRASH), 0.01, quick(), false);
            case SLOW -> up(down(RARE_CRASH), lateShare, lagMs * (0.7 + 0.6 * random.nextDouble()), false);
            case EQUIVOCATING -> up(down(RARE_CRASH), 0.01, quick(), random.nextDouble() < FAULT);
            case INTERMITTENT -> up(flicker(), 0.02, quick(), false);
            case FADING -> up(down(RARE_CRASH), lateShare * worn(), 20 + lagMs * worn(), false);
            case RECURRING -> up(age % (2 + turnsAfter % 5) == 0 ? lateShare : 0, 0.01, quick(), false);
            case BUSY -> busy();
        };
    }

    /** Of 0 to 1, from one repair to the next. */
    private double worn() {
        int lasts = 15 + turnsAfter;
        return (double) (age % lasts) / lasts;
    }

    private Conduct busy() {
        return random.nextDouble() < 0.4 ? up(0, lateShare, lagMs, false) : up(0, 0.01, quick(), false);
    }

    private double quick() {
        return 1 + 30 * random.nextDouble();
    }

    private Conduct up(double offline, double late, double lag, boolean fault) {
        double missed = offline + (1 - offline) * late * 2 * random.nextDouble();
        return new Conduct(offline, (int) (StrictMath.min(1, missed) * Conduct.BLOCKS), lag, fault);
    }

    /**
     * Share of the epoch that it is down, when it goes down with this probability, at any time of the epoch, for as
     * long as nodes do.
     */
    private double down(double probability) {
        double rest = 1;
        if (downMinutes <= 0 && random.nextDouble() < probability) {
            downMinutes = Trace.DOWN_MINUTES.draw(random);
            rest = 1 - random.nextDouble();
        }
        double share = StrictMath.min(rest, downMinutes / EPOCH_MINUTES);
        downMinutes -= share * EPOCH_MINUTES;
        return share;
    }

    private double flicker() {
        if (phase-- <= 0) {
            bad = !bad;
            phase = random.nextInt(1, 4);
        }
        return bad ? 0.2 + 0.5 * random.nextDouble() : 0;
    }
}
