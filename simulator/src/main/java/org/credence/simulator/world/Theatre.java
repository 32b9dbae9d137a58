package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Quorum;
import org.credence.crypto.Signer;
import org.credence.simulator.random.Chance;
import org.credence.simulator.scenario.Cast;
import org.credence.simulator.scenario.Expectation;
import org.credence.simulator.scenario.Link;
import org.credence.simulator.scenario.Scenario;
import org.credence.simulator.setup.Calendar;
import org.credence.simulator.setup.EngineFactory;

/**
 * Performs a {@link Scenario} and writes down what is said. Unlike in a {@link World} nothing is drawn: every message
 * takes a millisecond, a disk no time, and a member handles one input after the other.
 */
public final class Theatre {

    private static final long LATENCY_MICROS = 1_000;
    private static final long SEED = 2026;

    private final Scenario scenario;
    private final Agenda agenda = new Agenda();
    private final Transcript transcript = new Transcript();
    private final Committee committee;
    private final Scheme scheme;
    private final List<Player> players;
    private final Cast cast;
    private final Set<Link> cutLinks = new HashSet<>();
    private final List<Digest> handedIn = new ArrayList<>();
    private Optional<String> unmet = Optional.empty();
    private long nonce;

    private Theatre(Scenario scenario, EngineFactory factory, Quorum quorum) {
        this.scenario = scenario;
        Digest chainId = Hasher.of(Tag.CHAIN).add(SEED).digest();
        // The signer after the members' is the one client's.
        scheme = Scheme.ideal(quorum.n() + 1, new Chance(SEED));
        committee = new Committee(chainId, 0, scheme.keys().subList(0, quorum.n()), quorum);
        players = IntStream.range(0, quorum.n()).mapToObj(member -> player(member, factory)).toList();
        cast = new Cast(quorum.n(), this::leading);
    }

    private Player player(int member, EngineFactory factory) {
        Signer signer = scheme.signers().get(member);
        Disk disk = new Disk(new Scribe(), Calendar.of(committee, 0),
                Hasher.of(Tag.STATE).add(committee.chainId()).digest(),
                false, false, new Chance(SEED));
        return new Player(this, member, signer, disk,
                () -> factory.engine(Epoch.endless(committee), member, signer, Swarm.BRISK));
    }

    /**
     * Performs a script, to its end or to the first thing it expects and that does not hold.
     *
     * @param quorum of as many members as the script has
     * @throws IllegalArgumentException if the quorum has another number of members, or the script has lies and the
     *                                  quorum tolerates none
     */
    public static Performed perform(Scenario scenario, EngineFactory factory, Quorum quorum) {
        if (scenario.members() != quorum.n()) {
            throw new IllegalArgumentException("quorum: has " + quorum.n() + " members, must have "
                    + scenario.members());
        }
        if (scenario.lies() && !quorum.rule().byzantine()) {
            throw new IllegalArgumentException("scenario: " + scenario.name()
                    + " has a member lie, which this protocol does not claim to survive");
        }
        return new Theatre(scenario, factory, quorum).perform();
    }

    private Performed perform() {
        players.forEach(player -> agenda.after(0, player::start));
        for (Scenario.Step step : scenario.steps()) {
            agenda.after(step.millis() * 1_000, () -> act(step));
        }
        // What happens at the very end still happens.
        long end = scenario.endMillis() * 1_000 + 1;
        while (unmet.isEmpty() && agenda.next(end)) {
            // Whatever happens writes itself down.
        }
        transcript.end(players.stream().map(Player::standing).collect(Collectors.joining(", ")));
        return new Performed(transcript.lines(), unmet);
    }

    private void act(Scenario.Step step) {
        switch (step) {
            case Scenario.Deed deed -> act(deed);
            case Scenario.Expect expect -> {
                Optional<String> why = expect.expectation().unmet(handedIn.size(),
                        expect.expectation() == Expectation.MOVED ? cast.leader().view() : 0,
                        players.stream().flatMap(player -> player.inReach(handedIn).stream()).toList());
                transcript.expected(agenda.now(), expect.words(), why);
                unmet = why.map(problem -> "line " + expect.line() + ": '" + expect.words() + "': " + problem);
            }
        }
    }

    private void act(Scenario.Deed deed) {
        Player player = players.get(cast.member(deed.role()));
        Optional<Integer> other = deed.other().map(cast::member);
        transcript.event(agenda.now(), player.self(), deed.action().word() + other.map(o -> " m" + o).orElse(""));
        switch (deed.action()) {
            case SUBMIT -> player.submit().ifPresent(handedIn::add);
            case KILL -> player.kill();
            case START -> player.start();
            case PAUSE -> player.pause();
            case RESUME -> player.resume();
            case CUT -> other.ifPresentOrElse(o -> cutLinks.add(Link.of(player.self(), o)), () -> player.cut(true));
            case JOIN -> other.ifPresentOrElse(o -> cutLinks.remove(Link.of(player.self(), o)),
                    () -> player.cut(false));
            case SLOW -> player.slow();
            case LIE -> player.lie();
        }
    }

    /** Whom most take for the leader. */
    private Cast.Leading leading() {
        int[] votes = new int[players.size()];
        players.forEach(player -> player.status().map(Status::leader).filter(l -> l >= 0)
                .ifPresent(l -> votes[l]++));
        int leader = IntStream.range(0, votes.length).reduce((a, b) -> votes[b] > votes[a] ? b : a).orElseThrow();
        return new Cast.Leading(leader, players.get(leader).status().map(Status::view).orElse(0L));
    }

    // What players need.

    long now() {
        return agenda.now();
    }

    Committee committee() {
        return committee;
    }

    Transcript transcript() {
        return transcript;
    }

    void later(long micros, Runnable action) {
        agenda.after(micros, action);
    }

    Transaction transaction() {
        Signer client = scheme.signers().getLast();
        Transaction.Unsigned unsigned = new Transaction.Unsigned(committee.chainId(), client.publicKey(), nonce++, 0,
                new byte[8]);
        return unsigned.signed(client.sign(unsigned.id()));
    }

    void send(Player from, Audience audience, Message message) {
        transcript.said(agenda.now(), from.self(), audience, message);
        Packet packet = Packet.outside(from.self(), MessageCodec.encode(message));
        long delay = LATENCY_MICROS + from.delay(message);
        for (int member : audience.members(from.self(), committee)) {
            if (!from.isCut() && !cutLinks.contains(Link.of(from.self(), member))) {
                agenda.after(delay, () -> arrive(players.get(member), packet));
            }
        }
    }

    private void arrive(Player to, Packet packet) {
        if (!to.isCut() && !cutLinks.contains(Link.of(packet.sender(), to.self()))) {
            to.receive(packet.open(packet.sender(), committee, scheme.verifier()).orElseThrow(
                    () -> new AssertionError("what m" + packet.sender() + " sent is refused", packet.refused().get())));
        }
    }

    /** Two members must never hold different blocks of one height: a transcript of a fork would be a lie by itself. */
    void decided(Player player, Decision decision) {
        for (Player other : players) {
            other.decision(decision.height()).filter(held -> !held.block().id().equals(decision.block().id()))
                    .ifPresent(_ -> {
                        throw new AssertionError("S1: m" + player.self() + " and m" + other.self()
                                + " decide different blocks at height " + decision.height());
                    });
        }
    }
}
