package org.credence.cli.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.credence.node.genesis.Genesis;
import org.credence.simulator.scenario.Link;

/** All links between the members of a consortium, one {@link Relay} for each ordered pair. */
final class Links implements Closeable {

    private final Genesis genesis;
    private final List<Line> lines = new ArrayList<>();
    private final Set<Integer> cut = new TreeSet<>();
    private final Set<Link> apart = new HashSet<>();

    /** On which {@code from} dials {@code to}. */
    private record Line(int from, int to, Relay relay) {}

    private Links(Genesis genesis) {
        this.genesis = genesis;
    }

    /** @param genesis where the members really listen */
    static Links between(Genesis genesis) {
        Links links = new Links(genesis);
        try {
            int count = genesis.members().size();
            for (int from = 0; from < count; from++) {
                for (int to = 0; to < count; to++) {
                    if (from != to) {
                        Genesis.Member at = genesis.members().get(to);
                        links.lines.add(new Line(from, to,
                                Relay.to(new InetSocketAddress(at.host(), at.peerPort()))));
                    }
                }
            }
            return links;
        } catch (IOException e) {
            links.close();
            throw new UncheckedIOException(e);
        }
    }

    /** What a member is told: itself where it is, the others at its end of its links to them. */
    Genesis toldTo(int member) {
        List<Genesis.Member> members = IntStream.range(0, genesis.members().size()).mapToObj(other -> {
            Genesis.Member at = genesis.members().get(other);
            return other == member
                    ? at
                    : new Genesis.Member(at.name(), at.key(), at.host(), port(member, other), at.apiPort());
        }).toList();
        return genesis.at(members);
    }

    private int port(int from, int to) {
        return lines.stream().filter(line -> line.from == from && line.to == to).findFirst().orElseThrow().relay
                .port();
    }

    /** Nothing gets from the member or to it. */
    void cut(int member) {
        cut.add(member);
        lines.stream().filter(this::isCut).forEach(line -> line.relay.cut());
    }

    /** Nothing gets from one of the two to the other. */
    void cut(int one, int other) {
        apart.add(Link.of(one, other));
        lines.stream().filter(this::isCut).forEach(line -> line.relay.cut());
    }

    /** The member is no longer cut off; from others that are, or that it is kept apart from, it still is. */
    void join(int member) {
        cut.remove(member);
        joinWhatIsNotCut();
    }

    /** The two are no longer kept apart; if one of them is cut off altogether, it still is. */
    void join(int one, int other) {
        apart.remove(Link.of(one, other));
        joinWhatIsNotCut();
    }

    private void joinWhatIsNotCut() {
        lines.stream().filter(line -> !isCut(line)).forEach(line -> line.relay.join());
    }

    private boolean isCut(Line line) {
        return cut.contains(line.from) || cut.contains(line.to) || apart.contains(Link.of(line.from, line.to));
    }

    /** What the member says arrives later by so much. */
    void slow(int member, long millis) {
        lines.stream().filter(line -> line.from == member).forEach(line -> line.relay.slow(millis));
    }

    @Override
    public void close() {
        for (Line line : lines) {
            try {
                line.relay.close();
            } catch (IOException e) {
                // The others are closed all the same, and this port is given up when the process ends.
            }
        }
    }
}
