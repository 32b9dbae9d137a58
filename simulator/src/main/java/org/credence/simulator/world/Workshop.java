package org.credence.simulator.world;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.part.Decision;
import org.credence.simulator.setup.Clients;
import org.credence.simulator.setup.Measuring;

/** Members at work, where a stage measures speed; elsewhere work takes the time that the seed draws. */
final class Workshop {

    /** When clients begin: all members run by then. */
    private static final long OPENS_MICROS = 10_000;

    private final World world;
    private final Optional<Measuring> measuring;
    /** By member; none if nothing is measured. */
    private final List<Server> servers;

    Workshop(World world, Optional<Measuring> measuring) {
        this.world = world;
        this.measuring = measuring;
        servers = measuring.stream().flatMap(m -> Stream.generate(() -> new Server(world, m.times()))
                .limit(world.committee().size())).toList();
    }

    /** Whether a stage measures. */
    boolean measures() {
        return measuring.isPresent();
    }

    /** Whether it does so now. */
    private boolean open() {
        return measures() && !world.healed();
    }

    boolean over() {
        return measuring.filter(m -> m.clients().satisfied()).isPresent();
    }

    /** How long something takes for which the seed drew a time: here nothing, but for what it costs. */
    long takes(long drawnMicros) {
        return open() ? 0 : drawnMicros;
    }

    Optional<Clients> clients() {
        return measuring.filter(_ -> open()).map(Measuring::clients);
    }

    /** Clients come. */
    void begin(List<Host> hosts) {
        clients().ifPresent(clients -> hosts.forEach(host -> {
            for (int i = 0; i < clients.window(host.self()); i++) {
                world.later(OPENS_MICROS, () -> handIn(host, clients));
            }
        }));
    }

    private void handIn(Host host, Clients clients) {
        clients.handedIn(world.now(), host.self());
        servers.get(host.self()).admit(clients.transactions(), () -> host.process().ifPresent(Incarnation::demand));
    }

    private void next(Host host, Clients clients) {
        long pause = clients.pauseMicros(host.self());
        if (pause == 0) {
            handIn(host, clients);
        } else {
            world.later(pause, () -> clients().ifPresent(open -> handIn(host, open)));
        }
    }

    /** Decided batches are followed by as many. */
    void decided(Host host, Decision decision) {
        clients().ifPresent(clients -> {
            clients.decided(world.now(), host.self(), decision);
            decision.block().batches().stream().filter(batch -> batch.head().author() == host.self())
                    .forEach(_ -> next(host, clients));
        });
    }

    /** A member takes a message in. */
    void received(int member, int sender, Message message, int bytes, Runnable then) {
        if (!open()) {
            then.run();
            return;
        }
        Server server = servers.get(member);
        long checked = server.receive(bytes, message.claims(world.committee(), sender).size());
        world.later(checked, () -> server.vouch(clientSignatures(message, member), then));
    }

    /** Who is asked to vouch for a batch, or may vote for what it is inline to, verifies each client's signature. */
    private static int clientSignatures(Message message, int member) {
        return switch (message) {
            case Message.BatchOffer offer -> offer.asks(member) ? offer.batch().transactions().size() : 0;
            case Message.Protocol other -> other.inline().stream().mapToInt(b -> b.transactions().size()).sum();
            case TransferMessage _ -> 0;
        };
    }

    /** A member makes a message, of which copies leave next. */
    void made(int member, Message message) {
        if (open()) {
            servers.get(member).make(ownSignatures(message));
        }
    }

    private static int ownSignatures(Message message) {
        return switch (message) {
            case Message.Propose propose -> 1 + (propose.vote().isPresent() ? 1 : 0);
            case Message.Ballot _,Message.Reject _,Message.BatchOffer _,Message.BatchVote _ -> 1;
            case Message.Change _,Message.NewView _,Message.ViewReady _ -> 1;
            case PbftMessage.Change _,PbftMessage.NewView _ -> 1;
            case Message.Protocol _,TransferMessage _ -> 0;
        };
    }

    /** How long it takes until a copy has left. */
    long sent(int member, int bytes) {
        return open() ? servers.get(member).send(bytes) : 0;
    }
}
