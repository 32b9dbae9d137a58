package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.Message.Change;
import org.credence.consensus.message.Message.NewView;
import org.credence.consensus.message.Message.ViewOpened;
import org.credence.consensus.message.Message.ViewReady;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;

/** The view change (P§1.4): VIEW_CHANGE, NEW_VIEW, VIEW_READY, and the progress certificate that opens the view. */
final class Views {

    private static final Signature NO_SIGNATURE = new Signature(Digest.ZERO, Digest.ZERO);

    private final Replica replica;
    private final FastCore core;
    private final ChangeRules rules;
    private final Proofs proofs;
    private final SelectionRule rule;
    /** By voter, its latest report. */
    private final TreeMap<Integer, ViewChange> changes = new TreeMap<>();
    /** By member, its latest VIEW_READY. */
    private final TreeMap<Integer, ViewReady> ready = new TreeMap<>();
    private final Verdicts verdicts;
    private Optional<Promise.Readied> readied;
    /** The NEW_VIEW of the view, once found valid. */
    private Optional<NewViewProof> newView = Optional.empty();
    /** The view whose opening is timed. */
    private long watched;

    Views(Replica replica, FastCore core, ChangeRules rules, Proofs proofs, SelectionRule rule, Verdicts verdicts,
            Optional<Promise.Readied> readied) {
        this.replica = replica;
        this.core = core;
        this.rules = rules;
        this.proofs = proofs;
        this.rule = rule;
        this.verdicts = verdicts;
        this.readied = readied;
    }

    /** After {@link Replica#leaveFor}: report to all. */
    void report() {
        newView = Optional.empty();
        announce();
    }

    private void announce() {
        ViewChange change = change();
        replica.sendOthers(new Change(change));
        take(change);
    }

    private ViewChange change() {
        // Only what lies strictly above the decided head matters to Select (decision 0002).
        Optional<SignedBlock> tip = replica.tip().filter(t -> replica.secured(t.id()).isPresent());
        Optional<Certificate> highest = replica.highest().filter(c -> replica.secured(c.block().id()).isPresent());
        TreeMap<Digest, SignedBlock> path = new TreeMap<>();
        tip.flatMap(t -> replica.secured(t.id())).ifPresent(blocks -> blocks.forEach(b -> path.put(b.id(), b)));
        highest.flatMap(c -> replica.secured(c.block().id()))
                .ifPresent(blocks -> blocks.forEach(b -> path.put(b.id(), b)));
        TreeMap<Long, Opening> openings = new TreeMap<>();
        List<Evidence> evidence = new ArrayList<>();
        List<Long> reported = new ArrayList<>();
        tip.ifPresent(t -> reported.add(t.block().view()));
        highest.map(c -> c.block().view()).filter(v -> !reported.contains(v)).ifPresent(reported::add);
        for (long view : reported) {
            replica.opening(view).ifPresent(opening -> openings.put(view, opening));
            evidence.addAll(replica.convictions.equivocations(view));
        }
        ViewChange unsigned = new ViewChange(replica.committee().epoch(), replica.view(), replica.self(),
                replica.leader(),
                replica.decided(), highest, tip.map(SignedBlock::ref),
                path.values().stream().sorted(ViewChange.PATH_ORDER).toList(), List.copyOf(openings.values()), evidence,
                NO_SIGNATURE);
        return unsigned.signed(replica.sign(unsigned.statement(replica.committee().chainId())));
    }

    void onChange(int sender, ViewChange change) {
        if (change.epoch() != replica.committee().epoch()) {
            replica.ignore(Reason.OTHER_EPOCH, sender);
            return;
        }
        if (change.newView() < replica.view() || change.newView() == replica.view() && replica.active()) {
            answer(sender);
            return;
        }
        if (!rules.valid(change)) {
            replica.ignore(Reason.INVALID_CHANGE, sender);
            return;
        }
        change.path().forEach(block -> core.witness(block));
        change.evidence().forEach(evidence -> core.convict(sender, evidence));
        take(change);
    }

    /** W2 of style.md: who asks for an old view is brought into this one by message, not by waiting. */
    private void answer(int sender) {
        replica.ignore(Reason.STALE_VIEW, sender);
        Optional<Message> help = replica.active() ? replica.opening().map(ViewOpened::new)
                : Optional.ofNullable(changes.get(replica.self())).map(Change::new);
        help.ifPresent(message -> replica.sendTo(sender, message));
    }

    private void take(ViewChange change) {
        ViewChange before = changes.get(change.voter());
        if (before != null && before.newView() > change.newView()) {
            return;
        }
        changes.put(change.voter(), change);
        join();
        if (replica.active()) {
            return;
        }
        watch();
        choose();
    }

    /** f+1 members are in later views, so a correct one is: follow (P§1.4). */
    private void join() {
        List<Long> views = new ArrayList<>(changes.values().stream().map(ViewChange::newView).toList());
        views.sort(Collections.reverseOrder());
        int weak = replica.quorum().weak();
        if (views.size() >= weak && views.get(weak - 1) > replica.view()) {
            core.leave(views.get(weak - 1), Cause.JOINED);
        }
    }

    /**
     * The next view is due only when enough have arrived in this one, so that nobody runs ahead alone. Decisions learnt
     * meanwhile reset the count of failures: the view has its full time all the same.
     */
    private void watch() {
        long here = changes.values().stream().filter(c -> c.newView() >= replica.view()).count();
        if (watched < replica.view() && here >= replica.quorum().change()) {
            watched = replica.view();
            replica.arm(new Timer(Timer.Kind.VIEW, replica.view()),
                    replica.timing().viewTimeout(Math.max(0, replica.failures() - 1)));
        }
    }

    /** As leader: picks V, computes X, announces NEW_VIEW. */
    void choose() {
        if (replica.active() || !replica.leads() || newView.isPresent()) {
            return;
        }
        List<ViewChange> candidates = changes.values().stream()
                .filter(c -> c.newView() == replica.view()
                        && !(rule.excludesEquivocators() && replica.convictions.equivocated(c.voter())))
                .toList();
        List<ViewChange> chosen = sound(candidates).stream().limit(replica.quorum().change()).toList();
        if (chosen.size() < replica.quorum().change()) {
            return;
        }
        long reported = new Reports(replica.base, chosen).view();
        List<Evidence> evidence = replica.convictions.equivocations(reported);
        Optional<Selection> selection = rule.select(replica.base, chosen, evidence, replica.quorum());
        selection.ifPresent(x -> {
            NewViewProof unsigned =
                    new NewViewProof(replica.committee().epoch(), replica.view(), replica.self(), chosen,
                            evidence, x, NO_SIGNATURE);
            NewViewProof proof = unsigned.signed(replica.sign(unsigned.statement(replica.committee().chainId())));
            replica.sendOthers(new NewView(proof));
            accept(proof);
        });
    }

    /**
     * Those whose undecided blocks are all known to be valid; about the others the world is asked, all at
     * once.
     */
    private List<ViewChange> sound(List<ViewChange> candidates) {
        Set<Digest> vouched = Vouched.in(candidates, replica.quorum());
        return candidates.stream().filter(change -> change.path().stream()
                .filter(block -> block.block().height() > replica.tree.head().height())
                .filter(block -> !vouched.contains(block.id()) && !examine(change.voter(), block)).toList()
                .isEmpty()).toList();
    }

    /**
     * Whether a reported block is valid: one that has no place in the tree for good is not. Who reports it and is
     * correct has its inline batches.
     */
    private boolean examine(int voter, SignedBlock block) {
        if (replica.tree.add(block, true) instanceof BlockTree.Added.Refused refused && refused.invalid()) {
            verdicts.know(block.id(), false);
        }
        if (verdicts.lacks(block.block())) {
            core.catchUp().askOf(voter, block.id());
            return false;
        }
        return verdicts.approves(block.block());
    }

    void onNewView(int sender, NewViewProof proof) {
        if (proof.epoch() != replica.committee().epoch()) {
            replica.ignore(Reason.OTHER_EPOCH, sender);
        } else if (proof.view() < replica.view() || proof.view() == replica.view() && replica.active()) {
            replica.ignore(Reason.STALE_VIEW, sender);
        } else if (!rules.valid(proof)) {
            replica.ignore(Reason.INVALID_NEW_VIEW, sender);
            if (proof.view() == replica.view() && proof.leader() == replica.leader()) {
                core.leave(replica.view() + 1, Cause.INVALID_PROPOSAL);
            }
            denounce(proof);
        } else {
            if (proof.view() > replica.view()) {
                core.leave(proof.view(), Cause.JOINED);
            }
            accept(proof);
        }
    }

    /** Convicts the leader if what it signed is wrong by itself; what depends on more than that convicts nobody. */
    private void denounce(NewViewProof proof) {
        if (!proofs.isWrong(proof)) {
            return;
        }
        proof.shown().ifPresentOrElse(
                shown -> core.convict(replica.self(), new Evidence.WrongNewView(shown, OptionalInt.empty())),
                () -> replica.ignore(Reason.EVIDENCE_TOO_LARGE, proof.leader()));
    }

    private void accept(NewViewProof proof) {
        Digest hash = proof.selection().hash(replica.committee().chainId(), proof.epoch(), proof.view());
        boolean other = readied.filter(r -> r.view() == proof.view() && !r.openingHash().equals(hash)).isPresent();
        if (other) {
            replica.ignore(Reason.DUPLICATE, proof.leader());
            return;
        }
        newView = Optional.of(proof);
        core.voting().keepSelected(selected(proof), Vouched.in(proof.changes(), replica.quorum()));
        if (readied.filter(r -> r.view() == proof.view()).isEmpty()) {
            Promise.Readied promise = new Promise.Readied(proof.view(), hash);
            readied = Optional.of(promise);
            replica.persist(promise);
        }
        ViewReady message = readyMessage(proof.view(), hash);
        replica.sendOthers(message);
        onReady(replica.self(), message);
    }

    private static List<SignedBlock> selected(NewViewProof proof) {
        return proof.changes().stream().flatMap(change -> change.path().stream())
                .filter(block -> proof.selection().assigned().contains(block.id())).distinct()
                .sorted(Comparator.comparingLong(b -> b.block().height())).toList();
    }

    private ViewReady readyMessage(long view, Digest hash) {
        Digest statement = Opening.statement(replica.committee().chainId(), replica.committee().epoch(), view, hash);
        return new ViewReady(replica.committee().epoch(), view, hash, replica.sign(statement));
    }

    void onReady(int sender, ViewReady message) {
        if (message.epoch() != replica.committee().epoch() || message.view() < replica.view()
                || message.view() == replica.view() && replica.active()) {
            replica.ignore(Reason.STALE_VIEW, sender);
            return;
        }
        ViewReady before = ready.get(sender);
        if (before == null || before.view() <= message.view()) {
            ready.put(sender, message);
        }
        newView.ifPresent(this::open);
    }

    private void open(NewViewProof proof) {
        Digest hash = proof.selection().hash(replica.committee().chainId(), proof.epoch(), proof.view());
        List<Vote> votes = new ArrayList<>();
        ready.forEach((member, message) -> {
            if (message.view() == proof.view() && message.openingHash().equals(hash)) {
                votes.add(new Vote(member, message.signature()));
            }
        });
        if (votes.size() >= replica.quorum().slow()) {
            core.enter(new Opening(proof.epoch(), proof.view(), proof.selection(), votes));
        }
    }

    void onOpened(int sender, Opening opening) {
        if (opening.epoch() != replica.committee().epoch() || !opening.holds(replica.quorum())) {
            replica.ignore(Reason.INVALID_CERTIFICATE, sender);
        } else if (opening.view() < replica.view() || opening.view() == replica.view() && replica.active()) {
            replica.ignore(Reason.STALE_VIEW, sender);
        } else {
            core.enter(opening);
        }
    }

    /** The view is open: what was gathered for it and below has served. */
    void onEntered() {
        newView = Optional.empty();
        changes.values().removeIf(change -> change.newView() <= replica.view());
        ready.values().removeIf(message -> message.view() <= replica.view());
    }

    /** While the view is not open: say again, with the newest decided head, what may have been lost. */
    void repeat() {
        if (replica.active()) {
            return;
        }
        announce();
        newView.ifPresent(proof -> {
            if (replica.leads()) {
                replica.sendOthers(new NewView(proof));
            }
            Digest hash = proof.selection().hash(replica.committee().chainId(), proof.epoch(), proof.view());
            replica.sendOthers(readyMessage(proof.view(), hash));
        });
    }

    /** Members whose report for the view, or whose VIEW_READY if NEW_VIEW came, is at hand. */
    List<Integer> heard() {
        if (newView.isPresent()) {
            return ready.entrySet().stream().filter(e -> e.getValue().view() == replica.view()).map(e -> e.getKey())
                    .toList();
        }
        return changes.entrySet().stream().filter(e -> e.getValue().newView() >= replica.view()).map(e -> e.getKey())
                .toList();
    }

    /** Whether NEW_VIEW of the view came. */
    boolean announced() {
        return newView.isPresent();
    }
}
