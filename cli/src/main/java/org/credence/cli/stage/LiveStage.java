package org.credence.cli.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.cli.up.Crew;
import org.credence.cli.up.LocalConsortium;
import org.credence.cli.up.Observer;
import org.credence.cli.up.Opened;
import org.credence.cli.up.Watched;
import org.credence.client.BlockSummary;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import org.credence.consensus.protocol.Protocol;
import org.credence.node.Retention;
import org.credence.node.genesis.GenesisFile;
import org.credence.simulator.scenario.Cast;
import org.credence.simulator.scenario.Expectation;
import org.credence.simulator.scenario.Scenario;
import tools.jackson.databind.JsonNode;

/**
 * Members in processes of their own on the loopback, in a directory that is made for them and removed with them, and
 * links between them that can be cut and slowed. Used by one thread.
 */
final class LiveStage implements Stage, AutoCloseable {

    private static final long WATCH_MILLIS = 100;
    private static final int MOST_BLOCKS = 100;

    private final int count;
    private final Opened open = new Opened();
    private final Links links;
    private final Crew.Processes crew;
    private final Clients clients;
    private final List<Watched> watched = new ArrayList<>();
    /** When each member was last started, in nanoseconds. */
    private final List<Long> started = new ArrayList<>();
    private final Set<Integer> paused = new TreeSet<>();
    private final Set<Integer> cut = new TreeSet<>();

    private LiveStage(Path directory, boolean keep, Protocol protocol, int count, Chronicle chronicle) {
        this.count = count;
        try {
            if (!keep) {
                open.add(() -> LocalConsortium.deleteAll(directory));
            }
            LocalConsortium consortium = LocalConsortium.create(directory, protocol, Optional.empty(), count);
            links = open.add(Links.between(consortium.genesis()));
            for (int member = 0; member < count; member++) {
                GenesisFile.write(links.toldTo(member), consortium.home(member).genesis());
                started.add(System.nanoTime());
            }
            crew = Crew.Processes.start(consortium, Retention.all(), _ -> {});
            open.add(() -> IntStream.range(0, count).forEach(crew::kill));
            clients = open.add(new Clients(consortium.genesis().chainId(), crew, chronicle));
            for (int member = 0; member < count; member++) {
                watched.add(open.add(new Watched(Observer.address(consortium.genesis().members().get(member)),
                        WATCH_MILLIS, new Witness(member, chronicle)::see)));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts the members.
     *
     * @param keep whether their directory stays afterwards
     */
    static LiveStage open(Protocol protocol, int members, boolean keep, Chronicle chronicle) {
        try {
            Path directory = Files.createTempDirectory("credence-scenario-");
            chronicle.tell(members + " members of " + protocol.id() + " start in " + directory);
            return new LiveStage(directory, keep, protocol, members, chronicle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void submit(int member) {
        clients.handIn(member, client(member));
    }

    @Override
    public void kill(int member) {
        crew.kill(member);
        paused.remove(member);
    }

    @Override
    public void start(int member) {
        if (!crew.isAlive(member)) {
            started.set(member, System.nanoTime());
            crew.start(member);
        }
    }

    @Override
    public void pause(int member) {
        if (crew.isAlive(member) && paused.add(member)) {
            crew.pause(member);
        }
    }

    @Override
    public void resume(int member) {
        if (paused.remove(member)) {
            crew.resume(member);
        }
    }

    @Override
    public void cut(int member) {
        cut.add(member);
        links.cut(member);
    }

    @Override
    public void join(int member) {
        cut.remove(member);
        links.join(member);
    }

    @Override
    public void cut(int one, int other) {
        links.cut(one, other);
    }

    @Override
    public void join(int one, int other) {
        links.join(one, other);
    }

    @Override
    public void slow(int member) {
        links.slow(member, Scenario.SLOW_MILLIS);
    }

    @Override
    public Look look() {
        List<Expectation.Standing> standings = new ArrayList<>();
        List<Integer> silent = new ArrayList<>();
        IntStream.range(0, count).filter(this::isInReach)
                .forEach(member -> standing(member).ifPresentOrElse(standings::add, () -> silent.add(member)));
        return new Look(clients.handedIn(), standings, silent);
    }

    private Optional<Expectation.Standing> standing(int member) {
        return asked(member, client -> {
            JsonNode status = client.get("/v1/status");
            return new Expectation.Standing(member, status.path("view").asLong(), status.path("decidedHeight").asLong(),
                    status.path("decidedId").asString(), clients.decided(client));
        });
    }

    @Override
    public Optional<Cast.Leading> leading() {
        List<JsonNode> active = IntStream.range(0, count).filter(this::isInReach)
                .mapToObj(member -> asked(member, client -> client.get("/v1/status"))).flatMap(Optional::stream)
                .filter(status -> status.path("stage").asString().equals("ACTIVE")).toList();
        return IntStream.range(0, count).mapToObj(member -> {
            List<JsonNode> followers = active.stream()
                    .filter(status -> status.path("leader").path("index").asInt(-1) == member).toList();
            long view = followers.stream().mapToLong(status -> status.path("view").asLong()).max().orElse(0);
            return followers.size() > count / 2 ? Optional.of(new Cast.Leading(member, view))
                    : Optional.<Cast.Leading>empty();
        }).flatMap(Optional::stream).findFirst();
    }

    @Override
    public Optional<String> starting() {
        return first(member -> crew.isAlive(member) && !paused.contains(member)
                && watched.get(member).now().filter(said -> said.nanos() > started.get(member)).isEmpty()
                        ? Optional.of("m" + member + " does not answer yet")
                        : Optional.empty());
    }

    @Override
    public Optional<String> unconnected() {
        return first(member -> {
            int connected = watched.get(member).now().map(said -> said.status().path("connected").asInt()).orElse(0);
            return connected == count
                    ? Optional.empty()
                    : Optional.of("m" + member + " is connected to " + connected + " of " + count + " members");
        });
    }

    @Override
    public Optional<String> broken() {
        return first(member -> crew.members().get(member).endedByItself().map(how -> "m" + member + " " + how)
                .or(() -> watched.get(member).now().map(said -> said.status().path("halted").asString(""))
                        .filter(why -> !why.isEmpty()).map(why -> "m" + member + " has stopped itself: " + why)))
                .or(clients::refused);
    }

    @Override
    public Optional<String> forked() {
        Map<Long, Held> known = new TreeMap<>();
        return first(member -> crew.isAlive(member) && !paused.contains(member)
                ? asked(member, client -> compare(member, client, known)).flatMap(Function.identity())
                : Optional.empty());
    }

    /** A block that a member has decided. */
    private record Held(int member, Digest block) {}

    private static Optional<String> compare(int member, CredenceClient client, Map<Long, Held> known) {
        long next = 1;
        List<BlockSummary> blocks = client.blocks(next, MOST_BLOCKS);
        while (!blocks.isEmpty()) {
            for (BlockSummary block : blocks) {
                Held held = known.computeIfAbsent(block.height(), _ -> new Held(member, block.id()));
                if (!held.block.equals(block.id())) {
                    return Optional.of("m" + held.member + " and m" + member + " have decided different blocks at "
                            + "height " + block.height());
                }
            }
            next = blocks.getLast().height() + 1;
            blocks = client.blocks(next, MOST_BLOCKS);
        }
        return Optional.empty();
    }

    @Override
    public String standing() {
        return IntStream.range(0, count).mapToObj(member -> "m" + member + (crew.isAlive(member)
                ? watched.get(member).now().map(said -> " view " + said.status().path("view").asLong() + " height "
                        + said.height()).orElse(" silent")
                : " down")).collect(Collectors.joining(", "));
    }

    private boolean isInReach(int member) {
        return crew.isAlive(member) && !paused.contains(member) && !cut.contains(member);
    }

    private CredenceClient client(int member) {
        return watched.get(member).client();
    }

    private <T> Optional<T> asked(int member, Function<CredenceClient, T> question) {
        try {
            return Optional.of(question.apply(client(member)));
        } catch (ClientException e) {
            return Optional.empty();
        }
    }

    private Optional<String> first(IntFunction<Optional<String>> problem) {
        return IntStream.range(0, count).mapToObj(problem).flatMap(Optional::stream).findFirst();
    }

    /** Ends all members at once, whatever state they are in, and removes what is left of them. */
    @Override
    public void close() {
        open.close();
    }
}
