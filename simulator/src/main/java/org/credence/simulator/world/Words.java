package org.credence.simulator.world;

import java.util.List;
import java.util.stream.Collectors;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Selection;

/** Events in words: one dense line each. */
final class Words {

    private Words() {}

    static String of(Object what) {
        return what instanceof Input input ? of(input) : what.toString();
    }

    static String of(List<Effect> effects) {
        return effects.isEmpty()
                ? ""
                : effects.stream().map(Words::of).collect(Collectors.joining("; ", " => ", ""));
    }

    private static String of(Input input) {
        return switch (input) {
            case Input.Started(var chain, var promises) ->
                "started at height " + chain.height() + " view " + promises.view();
            case Input.Received(var verified) -> "m" + verified.sender() + ": " + of((Message) verified.message());
            case Input.Submitted(var batch) -> "submitted " + batch;
            case Input.Elapsed(var timer) -> "elapsed " + of(timer);
            case Input.Built built -> "built on " + built.parent().brief() + " state " + built.stateHeight();
            case Input.EpochBegan(var epoch) ->
                "epoch " + epoch.number() + " begins on height " + epoch.base().height();
            case Input.Checked(var block, var valid) -> "checked " + block.brief() + (valid ? " valid" : " INVALID");
        };
    }

    private static String of(Effect effect) {
        return switch (effect) {
            case Effect.Persist(var promise) -> "persist " + of(promise);
            case Effect.Send(Audience.Others(), var message) -> "all<- " + of(message);
            case Effect.Send(Audience.One(int member), var message) -> "m" + member + "<- " + of(message);
            case Effect.Arm(var timer, var delay) -> "arm " + of(timer) + "+" + delay;
            case Effect.Disarm(var timer) -> "disarm " + of(timer);
            case Effect.Build(var parent, var height) -> "build " + height + " on " + parent.brief();
            case Effect.Check(var block, _) -> "check " + block.id().brief();
            case Effect.Keep(var batch) -> "keep " + batch;
            case Effect.Certified(var sequence) -> "certified own batch " + sequence;
            case Effect.Commit(var decision) -> "DECIDE " + decision.block() + " by " + of(decision.certificate());
            case Effect.Accuse(var evidence) ->
                "accuse m" + evidence.culprit() + " of " + evidence.getClass().getSimpleName();
            case Effect.Ignored(var reason, var sender) -> "ignored " + reason + " from m" + sender;
            case Effect.Moved(var from, var to, var cause) -> "VIEW " + from + "->" + to + " " + cause;
        };
    }

    private static String of(Timer timer) {
        return timer.kind() + (timer.key() == 0 ? "" : "/" + timer.key());
    }

    private static String of(Promise promise) {
        return switch (promise) {
            case Promise.Entered(var view) -> "entered " + view;
            case Promise.Confirmed(var block) -> "confirmed " + of(block.block());
            case Promise.Committed(var block) -> "committed " + of(block);
            case Promise.Certified(var certificate) -> "certified " + of(certificate);
            case Promise.Readied(var view, var hash) -> "readied " + view + " " + hash.brief();
            case Promise.Opened(var opening) -> "opened " + opening.view() + " " + of(opening.selection());
            case Promise.Held(var batch) -> "held " + batch;
            case Promise.Kept(var block) -> "kept " + of(block.block());
            case Promise.Voted(var view, var candidate) -> "voted m" + candidate + " v" + view;
            case Promise.Logged(var block) -> "logged " + of(block);
            case Promise.Cast(var block) -> "cast " + of(block);
            case Promise.Prepared(var certificate) -> "prepared " + of(certificate);
            case Promise.Decided(var decision) -> "decided " + of(decision.block());
            case Promise.EpochEntered(var epoch) -> "entered epoch " + epoch;
            case Promise.Installed(var newView) -> "installed " + newView.view() + " " + of(newView.selection());
        };
    }

    static String of(Message message) {
        return switch (message) {
            case Message.Propose(var block, _, _) -> "PROPOSE " + of(block.block());
            case Message.Ballot ballot -> ballot.phase() + " " + of(ballot.block());
            case Message.Change(var change) -> "VIEW_CHANGE " + of(change);
            case Message.NewView(var proof) -> "NEW_VIEW " + proof.view() + " " + of(proof.selection()) + " V="
                    + proof.changes().stream().map(ViewChange::voter).toList() + " E=" + proof.evidence().size();
            case Message.ViewReady ready -> "VIEW_READY " + ready.view() + " " + ready.openingHash().brief();
            case Message.ViewOpened(var opening) -> "VIEW_OPENED " + opening.view() + " " + of(opening.selection());
            case Message.BatchCertified(var batch) -> "BATCH_CERTIFIED " + batch.head();
            case Message.BatchOffer(var batch, var asked) -> "BATCH_OFFER " + batch + " asks " + asked;
            case Message.BatchVote vote -> "BATCH_VOTE " + vote.head();
            case Message.Heartbeat beat ->
                "HEARTBEAT v" + beat.view() + (beat.active() ? "" : "?") + " h" + beat.decidedHeight();
            case Message.BlockRequest request -> "BLOCK_REQUEST " + request.height() + " " + request.id().brief();
            case Message.Decided(var decision, var bodies) ->
                "DECIDED " + decision.block() + " bodies " + bodies.size();
            case TransferMessage.DecisionRequest(var from, var to) -> "DECISION_REQUEST " + from + ".." + to;
            case Message.Accusation(var evidence) -> "ACCUSATION m" + evidence.culprit() + " v" + evidence.view();
            case RaftMessage raft -> of(raft);
            case PbftMessage pbft -> of(pbft);
            case Message other -> other.type().toString();
        };
    }

    private static String of(RaftMessage message) {
        return message.type() + " v" + message.view() + switch (message) {
            case RaftMessage.Append append -> " on " + of(append.previous()) + " blocks " + append.blocks().size()
                    + append.decided().map(certificate -> " proof " + of(certificate.block())).orElse("");
            case RaftMessage.Appended appended -> " h" + appended.height() + " votes " + appended.holdings().size();
            case RaftMessage.Mismatch mismatch -> " h" + mismatch.refused() + " meets v" + mismatch.meetingView()
                    + " h" + mismatch.meetingHeight();
            case RaftMessage.Behind behind -> " h" + behind.decidedHeight();
            case RaftMessage.VoteRequest request -> (request.trial() ? " trial" : "") + " log v" + request.lastView()
                    + " h" + request.lastHeight();
            case RaftMessage.Vote vote -> (vote.trial() ? " trial" : "") + (vote.granted() ? " yes" : " no");
        };
    }

    private static String of(PbftMessage message) {
        return switch (message) {
            case PbftMessage.Change change -> "VIEW_CHANGE v" + change.newView() + " by m" + change.voter()
                    + " decided " + change.decidedHeight() + " path " + change.path().size() + " prepared "
                    + change.prepared().stream().map(certificate -> of(certificate.block())).toList();
            case PbftMessage.NewView newView -> "NEW_VIEW " + newView.view() + " " + of(newView.selection()) + " V="
                    + newView.changes().stream().map(PbftMessage.Change::voter).toList();
        };
    }

    private static String of(ViewChange change) {
        return "v" + change.newView() + " by m" + change.voter() + " decided " + change.decidedHeight() + " tip "
                + change.tip().map(Words::of).orElse("-") + " cc " + change.highest().map(Words::of).orElse("-")
                + " path "
                + change.path().size() + " evidence " + change.evidence().size();
    }

    private static String of(Selection selection) {
        return selection.decidedHeight() + "+" + selection.assigned().size() + "@" + selection.baseId().brief();
    }

    private static String of(Certificate certificate) {
        return certificate.votes().size() + "x" + certificate.phase() + " " + of(certificate.block());
    }

    private static String of(Block block) {
        return of(BlockRef.of(block.header(), block.id())) + " on " + block.parent().brief() + " ["
                + block.batches().size() + "]";
    }

    private static String of(BlockRef block) {
        return "v" + block.view() + " h" + block.height() + " " + block.id().brief();
    }
}
