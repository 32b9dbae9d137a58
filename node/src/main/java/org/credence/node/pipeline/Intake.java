package org.credence.node.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.codec.Malformed;
import org.credence.consensus.message.Forged;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Availability;
import org.credence.consensus.part.Committee;
import org.credence.crypto.Verifier;
import org.credence.node.driver.Driver;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.metrics.Refused;
import org.slf4j.Logger;

/**
 * The way of a frame to the engine: decode, limits, signatures. Votes and the like are checked on the thread that read
 * them, so those of
 * one member stay in order; batches go to the pool, so that no vote waits behind a thousand client signatures.
 */
public final class Intake {

    /** An honest author never has more batches under way. */
    private static final int OFFERS = Limits.AUTHOR_WINDOW;

    private final Committee committee;
    private final int self;
    private final Verifier verifier;
    private final BatchCheck check;
    private final BodyStore bodies;
    private final Transfers transfers;
    private final Driver driver;
    private final BooleanSupplier backlogged;
    private final NodeMeters meters;
    private final Logger log;
    private final List<Semaphore> offers;

    /** @param backlogged whether decided blocks wait for execution in such number that no more should be decided */
    public Intake(Committee committee, int self, Verifier verifier, BatchCheck check, BodyStore bodies,
            Transfers transfers, Driver driver, BooleanSupplier backlogged, NodeMeters meters, Logger log) {
        this.committee = committee;
        this.self = self;
        this.verifier = verifier;
        this.check = check;
        this.bodies = bodies;
        this.transfers = transfers;
        this.driver = driver;
        this.backlogged = backlogged;
        this.meters = meters;
        this.log = log;
        this.offers = Stream.generate(() -> new Semaphore(OFFERS)).limit(committee.size()).toList();
    }

    /**
     * Takes a frame in. Waits while the engine is behind: the connection it came from then fills up, and its sender
     * slows down.
     *
     * @throws Malformed if it is no message; the connection is not worth keeping then
     */
    public void received(int sender, byte[] frame) throws InterruptedException {
        Message message;
        try {
            message = MessageCodec.decode(frame);
        } catch (Malformed e) {
            meters.refused(Refused.MALFORMED);
            throw e;
        }
        meters.messageIn(message.type(), frame.length);
        switch (message) {
            case Message.Transfer transfer -> transfers.received(sender, transfer);
            case Message.BatchOffer offer -> offered(sender, offer);
            case Message.Decided decided -> decided(sender, decided);
            case Message.Protocol other -> pass(sender, other);
        }
    }

    private void pass(int sender, Message.Protocol message) throws InterruptedException {
        if (backlogged.getAsBoolean()) {
            meters.refused(Refused.BACKLOG);
            return;
        }
        try {
            driver.received(Verified.check(sender, message, committee, verifier));
        } catch (Forged e) {
            meters.refused(Refused.FORGED);
            log.atWarn().addKeyValue("sender", sender).addKeyValue("problem", e.getMessage()).log("forged message");
        }
    }

    private void offered(int sender, Message.BatchOffer offer) throws InterruptedException {
        boolean vouches = offer.everyone() || Availability.asked(offer.batch().head(), self, committee.quorum());
        if (!vouches) {
            pass(sender, offer);
            return;
        }
        Semaphore room = offers.get(sender);
        if (!room.tryAcquire()) {
            meters.refused(Refused.OFFER_LIMIT);
            return;
        }
        check.check(offer.batch(), valid -> {
            room.release();
            vouched(sender, offer, valid);
        });
    }

    private void vouched(int sender, Message.BatchOffer offer, boolean valid) {
        if (!valid) {
            meters.refused(Refused.INVALID_TRANSACTION);
            log.atWarn().addKeyValue("sender", sender).addKeyValue("batch", offer.batch().head()).log("invalid batch");
            return;
        }
        try {
            pass(sender, offer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void decided(int sender, Message.Decided message) throws InterruptedException {
        if (!message.decision().header().holds(committee.quorum())) {
            meters.refused(Refused.UNPROVEN);
            return;
        }
        if (backlogged.getAsBoolean()) {
            meters.refused(Refused.BACKLOG);
            return;
        }
        try {
            Verified<Message.Decided> verified = Verified.check(sender, message, committee, verifier);
            keep(message);
            driver.received(verified);
        } catch (Forged e) {
            meters.refused(Refused.FORGED);
        }
    }

    /** The certificate covers the block's references and they cover the bodies: no other check is needed. */
    private void keep(Message.Decided message) {
        Set<Digest> referred = new HashSet<>();
        message.decision().block().batches().stream().map(BatchRef::digest).forEach(referred::add);
        for (Batch body : message.bodies()) {
            if (referred.contains(body.digest())) {
                bodies.keep(body);
            } else {
                meters.refused(Refused.UNPROVEN);
            }
        }
    }
}
