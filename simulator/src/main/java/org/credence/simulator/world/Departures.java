package org.credence.simulator.world;

import java.util.Optional;
import org.credence.base.Limits;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.consensus.part.Decision;
import org.credence.simulator.check.Broken;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.Listener;
import org.credence.simulator.setup.Seating;
import org.credence.simulator.setup.Stage;
import org.credence.simulator.setup.Witness;

/** Messages leave: whoever watches sees them, and the network gets their bytes, one copy for each receiver. */
final class Departures {

    private final World world;
    private final Network network;
    private final Witness witness;
    private final Listener listener;
    /** Says how long messages travel, if the network does not. */
    private final Optional<Stage> stage;

    Departures(World world, Network network, Witness witness, Listener listener, Optional<Stage> stage) {
        this.world = world;
        this.network = network;
        this.witness = witness;
        this.listener = listener;
        this.stage = stage;
    }

    /** A member says something to others of its session. */
    void send(Incarnation process, Audience audience, Message message) {
        Host sender = process.host();
        Session session = process.session();
        int from = sender.self();
        world.judge().sent(from, message);
        witness.sent(from, message);
        listener.sent(world.now(), from, message);
        byte[] bytes = MessageCodec.encode(message);
        if (bytes.length > Limits.FRAME_BYTES && world.correct(from)) {
            throw new Broken(Invariant.W1, from,
                    message.type() + " takes " + bytes.length + " bytes, limit " + Limits.FRAME_BYTES);
        }
        Packet packet = Packet.between(from, bytes,
                new Packet.Origin(session.key(), session.seating(), subject(session, message)));
        world.trace().said(world.now(), from, bytes);
        world.workshop().made(from, message);
        for (int seat : audience.members(session.seat(), session.committee())) {
            int to = session.seating().process(seat);
            if (sender.reaches(to)) {
                send(to, packet, message);
            }
        }
    }

    /** A decided block of the past may be one of other members. */
    private Seating subject(Session session, Message message) {
        return message instanceof Message.Decided(Decision decision, _)
                ? world.calendar().rosters().at(decision.block().header().epoch())
                : session.seating();
    }

    /** Something is said outside the connections of members: to one without a seat, or by one. */
    void outside(Host sender, int to, Message message) {
        world.judge().sent(sender.self(), message);
        byte[] bytes = MessageCodec.encode(message);
        world.trace().said(world.now(), sender.self(), bytes);
        world.trace().sent(to);
        network.send(to, Packet.outside(sender.self(), bytes));
    }

    private void send(int to, Packet packet, Message message) {
        world.trace().sent(to);
        if (stage.isPresent() && !world.healed()) {
            long leaves = world.workshop().sent(packet.sender(), packet.size());
            network.send(to, packet, leaves + stage.get().delayMicros(world.now(), packet.sender(), to, message));
        } else {
            network.send(to, packet);
        }
    }
}
