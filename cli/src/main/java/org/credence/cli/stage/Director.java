package org.credence.cli.stage;

import java.util.Optional;
import java.util.function.Supplier;
import org.credence.simulator.scenario.Cast;
import org.credence.simulator.scenario.Expectation;
import org.credence.simulator.scenario.Role;
import org.credence.simulator.scenario.Scenario;

/**
 * Follows a script in real time. Between two steps passes at least the time that the script has between them; what it
 * expects may take longer, up to the patience, and what comes after waits for it. So a slow machine makes a performance
 * longer and never makes it fail.
 */
final class Director {

    private static final long LOOK_MILLIS = 100;
    private static final long SECOND_MILLIS = 1_000;
    /** Processes that start are waited for so long whatever the patience. */
    private static final long START_MILLIS = 180_000;

    private final Scenario scenario;
    private final Stage stage;
    private final Pace pace;
    private final long patienceMillis;
    private final Chronicle chronicle;
    private final Cast cast;
    private Optional<Cast.Leading> leading = Optional.empty();

    /** @param patienceMillis how long what the script expects may take */
    Director(Scenario scenario, Stage stage, Pace pace, long patienceMillis, Chronicle chronicle) {
        this.scenario = scenario;
        this.stage = stage;
        this.pace = pace;
        this.patienceMillis = patienceMillis;
        this.chronicle = chronicle;
        cast = new Cast(scenario.members(), () -> leading.orElseThrow());
    }

    /**
     * Performs the script to its end, or to the first thing that is not as it should be.
     *
     * @return that thing, with the line of the script; empty if all went as expected
     */
    Optional<String> perform() {
        Optional<String> problem = await(START_MILLIS, stage::unconnected).map(why -> "before the first step: " + why);
        chronicle.begin();
        long at = 0;
        for (Scenario.Step step : scenario.steps()) {
            if (problem.isEmpty()) {
                long gap = step.millis() - at;
                at = step.millis();
                problem = pass(gap).or(() -> play(step)).or(stage::broken)
                        .map(why -> "line " + step.line() + ": '" + step.words() + "': " + why);
            }
        }
        long last = scenario.endMillis() - at;
        problem = problem.or(() -> pass(last).or(stage::broken).or(stage::forked).map(why -> "at the end: " + why));
        chronicle.tell("end: " + stage.standing());
        return problem;
    }

    /** A later step finds whoever was started before it up, as in the simulator, where starting takes no time. */
    private Optional<String> pass(long millis) {
        if (millis == 0) {
            return Optional.empty();
        }
        pace.rest(millis);
        return await(START_MILLIS, stage::starting);
    }

    private Optional<String> play(Scenario.Step step) {
        return switch (step) {
            case Scenario.Deed deed -> find(deed.role()).or(() -> deed.other().flatMap(this::find)).or(() -> {
                act(deed, cast.member(deed.role()), deed.other().map(cast::member));
                return Optional.empty();
            });
            case Scenario.Expect expect -> expect(expect);
        };
    }

    private Optional<String> find(Role role) {
        return role instanceof Role.Member || leading.isPresent() ? Optional.empty() : await(patienceMillis, () -> {
            leading = stage.leading();
            return leading.isPresent() ? Optional.empty() : Optional.of("most members do not agree on who leads");
        });
    }

    private void act(Scenario.Deed deed, int member, Optional<Integer> other) {
        chronicle.tell("m" + member + " *** " + deed.action().word() + other.map(o -> " m" + o).orElse(""));
        switch (deed.action()) {
            case SUBMIT -> stage.submit(member);
            case KILL -> stage.kill(member);
            case START -> stage.start(member);
            case PAUSE -> stage.pause(member);
            case RESUME -> stage.resume(member);
            case CUT -> other.ifPresentOrElse(o -> stage.cut(member, o), () -> stage.cut(member));
            case JOIN -> other.ifPresentOrElse(o -> stage.join(member, o), () -> stage.join(member));
            case SLOW -> stage.slow(member);
            case LIE -> throw new AssertionError("refused before anything was started");
        }
    }

    private Optional<String> expect(Scenario.Expect expect) {
        Optional<String> unmet = await(patienceMillis, () -> unmet(expect.expectation()));
        chronicle.tell("*** " + expect.words() + unmet.map(why -> ", BUT " + why).orElse(", and it is so"));
        return unmet;
    }

    private Optional<String> unmet(Expectation expectation) {
        Stage.Look look = stage.look();
        return look.silent().isEmpty()
                ? expectation.unmet(look.handedIn(), leading.map(Cast.Leading::view).orElse(0L), look.standings())
                : Optional.of("m" + look.silent().getFirst() + " does not answer");
    }

    /** Asks again and again why not, until there is no reason left or the time is over. */
    private Optional<String> await(long mostMillis, Supplier<Optional<String>> why) {
        long began = pace.millis();
        while (true) {
            Optional<String> reason = why.get();
            if (reason.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> broken = stage.broken();
            if (broken.isPresent()) {
                return broken;
            }
            if (pace.millis() - began >= mostMillis) {
                return reason.map(text -> text + ", after " + mostMillis / SECOND_MILLIS + " s");
            }
            pace.rest(LOOK_MILLIS);
        }
    }
}
