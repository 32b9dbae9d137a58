package org.credence.simulator.world;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.credence.consensus.part.Quorum;
import org.credence.crypto.Signer;
import org.credence.simulator.random.Chance;
import org.credence.simulator.scenario.Role;
import org.credence.simulator.scenario.Scenario;
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
    private Optional<Integer> leader = Optional.empty();
    private long nonce;

    private Theatre(Scenario scenario, EngineFactory factory, Quorum quorum) {
        this.scenario = scenario;
        Digest chainId = Hasher.of(Tag.CHAIN).add(SEED).digest();
        // The signer after the members' is the one client's.
        scheme = Scheme.ideal(quorum.n() + 1, new Chance(SEED));
        committee = new Committee(chainId, 0, scheme.keys().subList(0, quorum.n()), quorum);
        players = IntStream.range(0, quorum.n()).mapToObj(member -> player(member, factory)).toList();
    }

    private Player player(int member, EngineFactory factory) {
        Signer signer = scheme.signers().get(member);
        Disk disk = new Disk(committee.chainId(), Hasher.of(Tag.STATE).add(committee.chainId()).digest(),
                committee.size(), false, false, new Chance(SEED));
        return new Player(this, member, signer, disk,
                () -> factory.engine(committee, member, signer, Swarm.BRISK));
    }

    /**
     * Performs a script.
     *
     * @param quorum of as many members as the script has
     * @return the transcript, one line per event
     * @throws IllegalArgumentException if the quorum has another number of members, or the script has lies and the
     *                                  quorum tolerates none
     */
    public static List<String> perform(Scenario scenario, EngineFactory factory, Quorum quorum) {
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

    private List<String> perform() {
        players.forEach(player -> agenda.after(0, player::start));
        for (Scenario.Step step : scenario.steps()) {
            agenda.after(step.millis() * 1_000, () -> act(step));
        }
        while (agenda.next(scenario.endMillis() * 1_000)) {
            // Whatever happens writes itself down.
        }
        transcript.end(players.stream().map(Player::standing).collect(Collectors.joining(", ")));
        return transcript.lines();
    }

    private void act(Scenario.Step step) {
        Player player = players.get(index(step.role()));
        transcript.event(agenda.now(), player.self(), step.action().name().toLowerCase(Locale.ROOT));
        switch (step.action()) {
            case SUBMIT -> player.submit();
            case KILL -> player.kill();
            case START -> player.start();
            case PAUSE -> player.pause();
            case RESUME -> player.resume();
            case CUT -> player.cut(true);
            case JOIN -> player.cut(false);
            case SLOW -> player.slow();
            case LIE -> player.lie();
        }
    }

    private int index(Role role) {
        return switch (role) {
            case Role.Member(int index) -> index;
            case Role.Leader() -> leader();
            case Role.Follower(int place) -> IntStream.range(0, players.size()).filter(member -> member != leader())
                    .skip(place - 1L).findFirst().orElseThrow();
        };
    }

    /** Whom most take for the leader, at the first call. */
    private int leader() {
        if (leader.isEmpty()) {
            int[] votes = new int[players.size()];
            players.forEach(player -> player.status().map(Status::leader).filter(l -> l >= 0)
                    .ifPresent(l -> votes[l]++));
            leader = IntStream.range(0, votes.length).boxed().reduce((a, b) -> votes[b] > votes[a] ? b : a);
        }
        return leader.orElseThrow();
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
        Packet packet = new Packet(from.self(), MessageCodec.encode(message));
        long delay = LATENCY_MICROS + from.delay(message);
        for (Player to : players) {
            boolean addressed = switch (audience) {
                case Audience.One(int member) -> to.self() == member;
                case Audience.Others() -> to.self() != from.self();
            };
            if (addressed && !from.isCut()) {
                agenda.after(delay, () -> arrive(to, packet));
            }
        }
    }

    private void arrive(Player to, Packet packet) {
        if (!to.isCut()) {
            to.receive(packet.open(committee, scheme.verifier()).orElseThrow(
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
