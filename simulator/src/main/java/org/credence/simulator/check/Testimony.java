package org.credence.simulator.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/**
 * A1: what correct members were shown under somebody's signature, and whom it convicts (P§1.9). Two signatures of one
 * member convict it if no correct member gives both, whatever it sees and in whatever order: two blocks or two votes of
 * a phase for one place; CONFIRMs of one view that are not on one chain; two VIEW_READYs in one view; a vote, and a
 * report for a later view that hides it.
 */
final class Testimony {

    /** A statement that a correct member makes about one thing only. */
    private record Once(String what, int member, long view, long height) {}

    /** A vote somebody signed. */
    private record Cast(Phase phase, BlockRef block) {}

    /** What somebody reported when it left its view. */
    private record Report(long newView, long decidedHeight, Digest decided, Optional<BlockRef> tip,
            List<BlockRef> certified, Set<Digest> path) {}

    private final Lineage lineage;
    private final Map<Once, Digest> said = new HashMap<>();
    private final TreeMap<Integer, Set<Cast>> votes = new TreeMap<>();
    private final TreeMap<Integer, Set<Report>> reports = new TreeMap<>();
    private final TreeSet<Integer> convicted = new TreeSet<>();

    Testimony(Lineage lineage) {
        this.lineage = lineage;
    }

    /** A correct member has received this; its signatures have been checked. */
    void heard(int sender, Message message) {
        switch (message) {
            case Message.Propose propose -> {
                proposed(propose.block());
                propose.ballot().ifPresent(ballot -> voted(propose.block().block().header().proposer(),
                        ballot.phase(), ballot.block()));
            }
            case Message.Ballot ballot -> voted(sender, ballot.phase(), ballot.block());
            case Message.Change(ViewChange change) -> reported(change);
            case Message.NewView(var proof) -> proof.changes().forEach(this::reported);
            case Message.ViewReady ready -> once("ready", sender, ready.view(), 0, ready.openingHash());
            case Message.ViewOpened(Opening opening) -> opened(opening);
            case PbftMessage.Change change -> reported(change);
            case PbftMessage.NewView newView -> newView.changes().forEach(this::reported);
            case Message.Decided decided -> certified(decided.decision().certificate());
            case Message _ -> {}
        }
    }

    private void once(String what, int member, long view, long height, Digest about) {
        Digest other = said.putIfAbsent(new Once(what, member, view, height), about);
        if (other != null && !other.equals(about)) {
            convicted.add(member);
        }
    }

    private void proposed(SignedBlock block) {
        Header header = block.block().header();
        once("block", header.proposer(), header.view(), header.height(), block.id());
    }

    private void voted(int member, Phase phase, BlockRef block) {
        once(phase.name(), member, block.view(), block.height(), block.id());
        votes.computeIfAbsent(member, _ -> new HashSet<>()).add(new Cast(phase, block));
    }

    private void certified(Certificate certificate) {
        for (Vote vote : certificate.votes()) {
            voted(vote.member(), certificate.phase(), certificate.block());
        }
    }

    private void opened(Opening opening) {
        Digest hash = opening.hash(lineage.genesis());
        opening.votes().forEach(vote -> once("ready", vote.member(), opening.view(), 0, hash));
    }

    private void reported(ViewChange change) {
        change.decided().map(DecidedHeader::certificate).ifPresent(this::certified);
        change.highest().ifPresent(this::certified);
        change.openings().forEach(this::opened);
        report(change.voter(), change.newView(), change.decided(), change.tip(),
                change.highest().map(Certificate::block).stream().toList(), change.path());
    }

    private void reported(PbftMessage.Change change) {
        change.decided().map(DecidedHeader::certificate).ifPresent(this::certified);
        change.prepared().forEach(this::certified);
        report(change.voter(), change.newView(), change.decided(), Optional.empty(),
                change.prepared().stream().map(Certificate::block).toList(), change.path());
    }

    private void report(int voter, long newView, Optional<DecidedHeader> decided, Optional<BlockRef> tip,
            List<BlockRef> certified, List<SignedBlock> path) {
        path.forEach(this::proposed);
        Set<Digest> shown = new HashSet<>();
        path.forEach(block -> shown.add(block.id()));
        reports.computeIfAbsent(voter, _ -> new HashSet<>()).add(new Report(newView,
                decided.map(DecidedHeader::height).orElse(0L),
                decided.map(header -> header.header().id()).orElse(lineage.genesis()), tip, certified, shown));
    }

    /**
     * The members that are convicted by all this, ascending.
     *
     * @param revotes whether a report shows prepared blocks of every height, as with PBFT, or the tip and the highest
     *                CC
     */
    Set<Integer> culprits(boolean revotes) {
        TreeSet<Integer> culprits = new TreeSet<>(convicted);
        votes.forEach((member, cast) -> {
            if (forked(cast) || cast.stream().anyMatch(vote -> reports.getOrDefault(member, Set.of()).stream()
                    .anyMatch(report -> revotes ? hidesPrepared(report, vote) : hides(report, vote)))) {
                culprits.add(member);
            }
        });
        return culprits;
    }

    /** Whether CONFIRMs of one view are not on one chain. */
    private boolean forked(Collection<Cast> cast) {
        Map<Long, List<BlockRef>> byView = new HashMap<>();
        cast.stream().filter(vote -> vote.phase == Phase.CONFIRM).map(Cast::block)
                .forEach(block -> byView.computeIfAbsent(block.view(), _ -> new ArrayList<>()).add(block));
        return byView.values().stream().anyMatch(blocks -> {
            blocks.sort((a, b) -> Long.compare(a.height(), b.height()));
            for (int i = 1; i < blocks.size(); i++) {
                if (contradicts(blocks.get(i - 1), blocks.get(i))) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Whether the upper block is known not to stand on the lower one. */
    private boolean contradicts(BlockRef lower, BlockRef upper) {
        return lineage.ancestor(upper.id(), lower.height()).filter(id -> !id.equals(lower.id())).isPresent();
    }

    /** A tip or a CC at least as high as what was voted for must be shown, unless that is decided. */
    private static boolean hides(Report report, Cast vote) {
        BlockRef block = vote.block;
        Optional<BlockRef> shown = vote.phase == Phase.CONFIRM ? report.tip : report.certified.stream().findFirst();
        return block.view() < report.newView && block.height() > report.decidedHeight
                && shown.filter(top -> !block.outranks(top)).isEmpty();
    }

    /** What was COMMITted must be shown, unless something decided or prepared later contradicts it. */
    private boolean hidesPrepared(Report report, Cast vote) {
        BlockRef block = vote.block;
        return vote.phase == Phase.COMMIT && block.view() < report.newView && block.height() > report.decidedHeight
                && lineage.ancestor(block.id(), report.decidedHeight).filter(report.decided::equals).isPresent()
                && !report.path.contains(block.id())
                && report.certified.stream().noneMatch(later -> later.view() > block.view());
    }
}
