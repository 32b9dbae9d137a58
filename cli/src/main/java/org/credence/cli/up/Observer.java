package org.credence.cli.up;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.credence.cli.feeder.Feeder;
import org.credence.cli.feeder.FeederCounts;
import org.credence.cli.view.Frame;
import org.credence.client.BlockSummary;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import org.credence.node.genesis.Genesis;
import tools.jackson.databind.JsonNode;

/** Watches a consortium through its members' APIs, as anybody could. {@link #observe} belongs to one thread. */
public final class Observer implements AutoCloseable {

    private static final long PERIOD_MILLIS = 250;
    private static final int MOST_BLOCKS = 100;
    private static final int BLOCK_PAGES = 20;
    private static final long RATE_WINDOW_NANOS = 5_000_000_000L;
    private static final int BRIEF = 8;

    private final Genesis genesis;
    private final List<Watched> members;
    private final long start = System.nanoTime();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long counted = -1;
    private long transactions;
    private long lastBlockMillis;

    /** Begins to ask every member where it stands. */
    public Observer(Genesis genesis) {
        this.genesis = genesis;
        members = genesis.members().stream().map(Observer::address)
                .map(address -> new Watched(address, PERIOD_MILLIS, _ -> {})).toList();
    }

    /** Where a member's API is. */
    public static URI address(Genesis.Member member) {
        return URI.create("http://" + member.host() + ":" + member.apiPort());
    }

    /** Totals at one moment, for rates. */
    private record Sample(long nanos, long height, long transactions, long readings) {}

    /**
     * A new frame.
     *
     * @param sample a total from the ledger; empty text if there is none yet
     */
    public Frame observe(Crew crew, Feeder feeder, String sample) {
        FeederCounts.Snapshot counts = feeder.counts();
        Optional<Frame.Chain> chain = Optional.empty();
        Optional<Watched> best = furthest();
        if (best.isPresent()) {
            Optional<Watched.Said> said = best.get().now();
            if (said.isPresent()) {
                countBlocks(best.get().client(), said.get().height());
                chain = Optional.of(chain(said.get()));
                sample(said.get().height(), counts.accepted());
            }
        }
        List<Frame.Member> lines = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            lines.add(line(i, crew.remark(i).orElse("")));
        }
        return new Frame(genesis.name(), genesis.chainId().hex().substring(0, BRIEF),
                (System.nanoTime() - start) / 1_000_000_000L, chain, lines, feeder.phase(), counts, rates(), sample);
    }

    private Optional<Watched> furthest() {
        Optional<Watched> best = Optional.empty();
        long height = -1;
        for (Watched member : members) {
            long here = member.now().map(Watched.Said::height).orElse(-1L);
            if (here > height) {
                best = Optional.of(member);
                height = here;
            }
        }
        return best;
    }

    private Frame.Chain chain(Watched.Said said) {
        JsonNode status = said.status();
        long age = lastBlockMillis == 0 ? 0 : System.currentTimeMillis() - lastBlockMillis;
        return new Frame.Chain(status.path("protocol").asString(), said.height(), status.path("view").asLong(),
                status.path("leader").path("name").asString(), age);
    }

    /** Counts the transactions of blocks since the last look; blocks from before the first look count as nothing. */
    private void countBlocks(CredenceClient client, long height) {
        if (counted < 0) {
            counted = Math.max(0, height - 1);
        }
        try {
            for (int page = 0; page < BLOCK_PAGES && counted < height; page++) {
                List<BlockSummary> blocks = client.blocks(counted + 1, MOST_BLOCKS);
                if (blocks.isEmpty()) {
                    return;
                }
                blocks.forEach(block -> transactions += block.transactions());
                lastBlockMillis = blocks.getLast().timeMs();
                counted = blocks.getLast().height();
            }
        } catch (ClientException e) {
            // The member went away between two questions: the next look asks another one.
            return;
        }
    }

    private void sample(long height, long readings) {
        long now = System.nanoTime();
        samples.addLast(new Sample(now, height, transactions, readings));
        while (now - samples.getFirst().nanos() > RATE_WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    private Frame.Rates rates() {
        if (samples.size() < 2) {
            return Frame.Rates.NONE;
        }
        Sample from = samples.getFirst();
        Sample to = samples.getLast();
        double seconds = Math.max(1, System.nanoTime() - from.nanos()) / 1e9;
        return new Frame.Rates((to.transactions() - from.transactions()) / seconds,
                (to.readings() - from.readings()) / seconds, (to.height() - from.height()) / seconds);
    }

    private Frame.Member line(int index, String remark) {
        Watched member = members.get(index);
        Optional<Watched.Said> said = member.now();
        if (said.isEmpty()) {
            return line(index, member.everAnswered() ? Frame.State.DOWN : Frame.State.STARTING, remark);
        }
        JsonNode status = said.get().status();
        String halted = status.path("halted").asString("");
        if (!halted.isEmpty()) {
            return line(index, Frame.State.HALTED, halted);
        }
        String stage = status.path("stage").asString().toLowerCase(Locale.ROOT);
        return line(index, Frame.State.UP, "height " + said.get().height() + "  " + stage + "  " + remark);
    }

    private Frame.Member line(int index, Frame.State state, String text) {
        return new Frame.Member(genesis.members().get(index).name(), members.get(index).address().getAuthority(), state,
                text.strip());
    }

    @Override
    public void close() {
        members.forEach(Watched::close);
    }
}
