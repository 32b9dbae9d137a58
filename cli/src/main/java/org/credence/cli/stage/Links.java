package org.credence.cli.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.credence.node.genesis.Genesis;

/** All links between the members of a consortium, one {@link Relay} for each ordered pair. */
final class Links implements Closeable {

    private final Genesis genesis;
    private final List<Link> links = new ArrayList<>();
    private final Set<Integer> cut = new TreeSet<>();

    /** On which {@code from} dials {@code to}. */
    private record Link(int from, int to, Relay relay) {}

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
                        links.links.add(new Link(from, to,
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
        return new Genesis(genesis.name(), genesis.protocol(), members, genesis.quorum(), genesis.network(),
                genesis.applications(), genesis.clientSignatures(), genesis.bench());
    }

    private int port(int from, int to) {
        return links.stream().filter(link -> link.from == from && link.to == to).findFirst().orElseThrow().relay
                .port();
    }

    /** Nothing gets from the member or to it. */
    void cut(int member) {
        cut.add(member);
        links.stream().filter(this::isCut).forEach(link -> link.relay.cut());
    }

    /** The member is no longer cut off; from others that are, it still is. */
    void join(int member) {
        cut.remove(member);
        links.stream().filter(link -> !isCut(link)).forEach(link -> link.relay.join());
    }

    private boolean isCut(Link link) {
        return cut.contains(link.from) || cut.contains(link.to);
    }

    /** What the member says arrives later by so much. */
    void slow(int member, long millis) {
        links.stream().filter(link -> link.from == member).forEach(link -> link.relay.slow(millis));
    }

    @Override
    public void close() {
        for (Link link : links) {
            try {
                link.relay.close();
            } catch (IOException e) {
                // The others are closed all the same, and this port is given up when the process ends.
            }
        }
    }
}
