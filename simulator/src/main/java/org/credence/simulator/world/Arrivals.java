package org.credence.simulator.world;

import java.util.OptionalInt;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage.DecisionRequest;
import org.credence.consensus.message.Verified;
import org.credence.simulator.check.Broken;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.Listener;
import org.credence.simulator.setup.Rosters;

/** Packets arrive: a process takes what one that it knows has sent, and that is no forgery. */
final class Arrivals implements Network.Receiver {

    private final World world;
    private final Listener listener;

    Arrivals(World world, Listener listener) {
        this.world = world;
        this.listener = listener;
    }

    @Override
    public void arrive(int to, Packet packet) {
        for (Host host : world.machines().of(to)) {
            if (host.reaches(packet.sender())) {
                packet.origin().ifPresentOrElse(
                        origin -> host.process().ifPresent(process -> seat(process.session(), origin)
                                .ifPresent(seat -> arrive(process, packet, origin, seat))),
                        () -> arriveOutside(host, packet));
            }
        }
    }

    /** The seat at which a process knows the sender; empty unless each knows the other. */
    private OptionalInt seat(Session session, Packet.Origin origin) {
        Rosters rosters = world.calendar().rosters();
        return rosters.known(origin.seating(), session.key()).isPresent()
                ? rosters.known(session.seating(), origin.key())
                : OptionalInt.empty();
    }

    private void arrive(Incarnation process, Packet packet, Packet.Origin origin, int seat) {
        Session session = process.session();
        boolean same = origin.subject().equals(session.seating());
        // A signature that is wrong among other members proves nothing of its signer.
        packet.open(seat, session.committee(), world.verifier()).filter(_ -> same || packet.refused().isEmpty())
                .ifPresent(verified -> world.workshop().received(process.host().self(), packet.sender(),
                        verified.message(), packet.size(), () -> receive(process, verified)));
        packet.refused().filter(_ -> same && world.correct(packet.sender())).ifPresent(problem -> {
            throw new Broken(Invariant.W1, packet.sender(), "what it sent is refused: " + problem.getMessage());
        });
    }

    private void arriveOutside(Host host, Packet packet) {
        packet.message().ifPresent(message -> {
            host.follower().ifPresent(follower -> follower.received(message));
            if (message instanceof DecisionRequest request) {
                host.process().ifPresent(process -> process.complete(request)
                        .forEach(answer -> world.departures().outside(host, packet.sender(), answer)));
            }
        });
    }

    private void receive(Incarnation process, Verified<Message> verified) {
        int to = process.host().self();
        if (world.overrun() && world.correct(to)) {
            world.judge().heard(verified.sender(), verified.message());
        }
        listener.received(world.now(), to, verified.sender(), verified.message());
        process.receive(verified);
    }
}
