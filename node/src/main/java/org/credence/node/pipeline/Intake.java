package org.credence.node.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.codec.Malformed;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Claims;
import org.credence.consensus.message.Forged;
import org.credence.consensus.message.Forgery;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Committee;
import org.credence.crypto.Verifier;
import org.credence.ledger.observation.Observatory;
import org.credence.node.driver.Driver;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.metrics.Refused;

/**
 * The way of a frame to the engine: decode, limits, signatures. Votes and the like are checked on the thread that read
 * them, so those of
 * one member stay in order; batches go to the pool, so that no vote waits behind a thousand client signatures.
 */
public final class Intake {

    /** An honest author never has more batches under way, nor a leader more blocks. */
    private static final int OFFERS = Limits.AUTHOR_WINDOW;

    private final Committee committee;
    private final int self;
    private final Verifier verifier;
    private final BatchCheck check;
    private final BodyStore bodies;
    private final Transfers transfers;
    private final Driver driver;
    private final Load load;
    private final Observatory observatory;
    private final NodeMeters meters;
    private final Complaints complaints;
    private final List<Semaphore> offers;

    /** How far execution is behind. */
    public interface Load {

        /** Whether decided blocks wait for execution in such number that no more should be decided. */
        boolean backlogged();

        /** Highest executed height. */
        long executedHeight();
    }

    /** Told of everything that is refused. */
    @FunctionalInterface
    public interface Complaints {

        void about(int sender, Refused reason, String problem);
    }

    public Intake(Committee committee, int self, Verifier verifier, BatchCheck check, BodyStore bodies,
            Transfers transfers, Driver driver, Load load, Observatory observatory, NodeMeters meters,
            Complaints complaints) {
        this.committee = committee;
        this.self = self;
        this.verifier = verifier;
        this.check = check;
        this.bodies = bodies;
        this.transfers = transfers;
        this.driver = driver;
        this.load = load;
        this.observatory = observatory;
        this.meters = meters;
        this.complaints = complaints;
        this.offers = Stream.generate(() -> new Semaphore(OFFERS)).limit(committee.size()).toList();
    }

    /**
     * Takes a frame in. Waits while the engine is behind: the connection it came from then fills up, and its sender
     * slows down.
     */
    public void received(int sender, byte[] frame) throws InterruptedException {
        try {
            Message message = MessageCodec.decode(frame);
            meters.messageIn(message.type(), frame.length);
            switch (message) {
                case TransferMessage.BatchBody(Batch body) when transfers.awaits(body) && !isGenuine(body) ->
                    forged(sender, body);
                case TransferMessage transfer -> transfers.received(sender, transfer);
                case Message.Protocol protocol -> protocol(sender, protocol);
            }
        } catch (Malformed e) {
            complaints.about(sender, Refused.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /** Whether it bears its author's signature, which its digest does not cover and every copy on disk must have. */
    private boolean isGenuine(Batch body) {
        return Claims.holds(Claims.of(body, committee), committee, verifier);
    }

    private void forged(int sender, Batch body) {
        complaints.about(sender, Refused.FORGED, body.head() + " without the signature of its author");
    }

    private void protocol(int sender, Message.Protocol message) throws InterruptedException {
        try {
            verified(sender, message);
        } catch (Forged e) {
            int present = driver.snapshot().status().epoch();
            boolean other = message.boundTo().orElse(present) != present;
            complaints.about(sender, other ? Refused.OTHER_EPOCH : Refused.FORGED, String.valueOf(e.getMessage()));
            if (!other) {
                betrayal(sender, message);
            }
        }
    }

    /** What is forged may convict the member that signed for it. */
    private void betrayal(int sender, Message.Protocol forged) throws InterruptedException {
        Optional<Message.Accusation> accusation = Forgery.proof(forged, committee, verifier);
        if (accusation.isPresent()) {
            driver.received(Verified.check(sender, accusation.get(), committee, verifier));
        }
    }

    private void verified(int sender, Message.Protocol message) throws InterruptedException {
        if (load.backlogged()) {
            complaints.about(sender, Refused.BACKLOG, message.type() + " while execution is behind");
            return;
        }
        switch (message) {
            case Message.BatchOffer offer -> offered(Verified.check(sender, offer, committee, verifier));
            case Message.Decided decided -> decided(sender, decided);
            case Message.Ballot ballot when isLate(ballot) -> {
                // Of every decision one vote or more comes too late to count: not worth a check.
                observatory.saw(sender, ballot, System.nanoTime());
                meters.ignored(Reason.STALE_HEIGHT);
            }
            case Message.Protocol other -> {
                Verified<Message.Protocol> verified = Verified.check(sender, other, committee, verifier);
                observatory.saw(sender, other, System.nanoTime());
                // Who votes for a block vouches for what is inline there.
                check(verified, other.inline());
            }
        }
    }

    /** Whether the engine would not look at it any more. */
    private boolean isLate(Message.Ballot ballot) {
        Status status = driver.snapshot().status();
        return ballot.block().epoch() == status.epoch() && ballot.block().height() <= status.decidedHeight();
    }

    /** The engine vouches for exactly the offers that are checked here: those that ask this member. */
    private void offered(Verified<Message.BatchOffer> offer) throws InterruptedException {
        Message.BatchOffer message = offer.message();
        boolean vouches = message.asks(self) && offer.sender() == message.batch().head().author();
        check(offer, vouches ? List.of(message.batch()) : List.of());
    }

    /** Hands a message to the engine once the client signatures in these batches of it are verified. */
    private void check(Verified<? extends Message.Protocol> message, List<Batch> batches) throws InterruptedException {
        if (batches.isEmpty()) {
            driver.received(message);
            return;
        }
        Semaphore room = offers.get(message.sender());
        if (!room.tryAcquire()) {
            complaints.about(message.sender(), Refused.OFFER_LIMIT, batches.getFirst().head() + " beyond " + OFFERS);
            return;
        }
        check.check(WorkPool.Urgency.MEMBERS, batches, valid -> {
            room.release();
            checked(message, batches, valid);
        });
    }

    private void checked(Verified<? extends Message.Protocol> message, List<Batch> batches, boolean valid) {
        if (!valid) {
            complaints.about(message.sender(), Refused.INVALID_TRANSACTION, batches.toString());
            return;
        }
        try {
            driver.received(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void decided(int sender, Message.Decided message) throws InterruptedException {
        if (!message.decision().header().holds(committee.quorum())) {
            complaints.about(sender, Refused.UNPROVEN, message.decision().block().toString());
            return;
        }
        Verified<Message.Decided> verified = Verified.check(sender, message, committee, verifier);
        if (message.decision().height() > load.executedHeight()) {
            keep(sender, message);
        }
        driver.received(verified);
    }

    /** The certificate covers the block's references and they cover the bodies, but not their authors' signatures. */
    private void keep(int sender, Message.Decided message) {
        Set<Digest> referred = new HashSet<>();
        message.decision().block().batches().stream().map(BatchRef::digest).forEach(referred::add);
        for (Batch body : message.bodies()) {
            if (!referred.contains(body.digest())) {
                complaints.about(sender, Refused.UNPROVEN, body.head() + " beside " + message.decision().block());
            } else if (isGenuine(body)) {
                bodies.keep(body);
            } else {
                forged(sender, body);
            }
        }
    }
}
