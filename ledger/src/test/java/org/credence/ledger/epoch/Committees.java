package org.credence.ledger.epoch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.block.Transaction;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.BlockContext;
import org.credence.ledger.Rejected;
import org.credence.ledger.State;
import org.credence.reputation.Bounds;
import org.credence.reputation.CreditModel;
import org.credence.reputation.Indicator;
import org.credence.reputation.Network;
import org.credence.reputation.Sigmoid;

/** A consortium with epochs of 20 blocks, its members' keys, and a state in memory. */
final class Committees {

    static final int BLOCKS = 20;
    static final Digest CHAIN = digest("chain");

    final List<Signer> signers;
    final Committee committee;
    final Constitution constitution;
    final CreditModel model;
    final List<CreditModel> models = new ArrayList<>();
    final ConsortiumApplication application;
    final Memory state = new Memory();
    private long nonce;

    Committees(int members) {
        signers = IntStream.range(0, members).mapToObj(member -> signer("member" + member)).toList();
        List<Seat> seats = IntStream.range(0, members).mapToObj(member -> seat(member, signers.get(member))).toList();
        Roster founders = new Roster(0, 0, Quorum.of(Quorum.Rule.TWO_LANES, members), seats);
        committee = founders.committee(CHAIN, 0);
        model = model(-4 << 16);
        constitution = new Constitution(CHAIN, founders, new EpochLength(BLOCKS), model.digest());
        application = new ConsortiumApplication(constitution,
                digest -> models.stream().filter(held -> held.digest().equals(digest)).findFirst(), Ed25519.chosen());
        models.add(model);
    }

    /** Values by key; undone by nobody, since no test writes before it is refused. */
    static final class Memory implements State {

        private final Map<Digest, byte[]> values = new TreeMap<>();

        @Override
        public Optional<byte[]> value(StateKey key) {
            return Optional.ofNullable(values.get(key.hash()));
        }

        @Override
        public void put(StateKey key, byte[] value) {
            values.put(key.hash(), value);
        }
    }

    static Digest digest(String text) {
        return Hasher.of(Tag.CHAIN).add(text.getBytes(StandardCharsets.UTF_8)).digest();
    }

    static Signer signer(String name) {
        try (KeyPair pair = KeyPair.fromSeed(digest(name).toBytes())) {
            return pair.signer();
        }
    }

    static Seat seat(int member, Signer signer) {
        return new Seat("member-" + member, signer.publicKey(), "127.0.0.1", 7_000 + member, 8_000 + member);
    }

    Roster roster() {
        return constitution.roster(state.value(StateKey.roster()));
    }

    /** A network of one hidden unit that thinks well of a member unless it missed votes or was silent. */
    static CreditModel model(int missed) {
        List<Bounds> bounds = Stream.of(Indicator.values()).map(i -> new Bounds(0, 1_000)).toList();
        int[] points = IntStream.range(0, Sigmoid.POINTS)
                .map(i -> (int) Math.rint((1 << 16) / (1 + Math.exp(8 - 16.0 * i / (Sigmoid.POINTS - 1))))).toArray();
        List<Integer> weights = List.of(0, 0, -4 << 16, missed, 0, 0, 0, 0);
        return new CreditModel(bounds, Sigmoid.of(points), List.of(new Network.Unit(2 << 16, weights)),
                new Network.Unit(-4 << 16, List.of(8 << 16)));
    }

    EpochRecord record() {
        return EpochRecord.of(state.value(StateKey.epoch()), constitution);
    }

    Transaction transaction(Signer sender, Operation operation) {
        Transaction.Unsigned unsigned = new Transaction.Unsigned(CHAIN, sender.publicKey(), ++nonce,
                ConsortiumApplication.ID, operation.encoded());
        return unsigned.signed(sender.sign(unsigned.id()));
    }

    /** Checks and executes; the name of what came out. */
    String execute(int sender, long height, Operation operation) {
        return execute(signers.get(sender), height, operation);
    }

    String execute(Signer sender, long height, Operation operation) {
        Transaction transaction = transaction(sender, operation);
        try {
            application.check(transaction);
            application.execute(transaction, new BlockContext(height, 1_000 * height), state);
            return "ACCEPTED";
        } catch (Rejected e) {
            return e.code().name();
        }
    }

    /** All members say this of all, in the epoch that lasts, and it ends. */
    void epoch(List<Seen> seen) {
        int number = record().number();
        long last = constitution.length().last(number);
        for (int member = 0; member < committee.size(); member++) {
            execute(member, last, new Operation.Observe(new Report(number, seen)));
        }
        end();
    }

    /** The epoch that lasts ends. */
    void end() {
        long last = constitution.length().last(record().number());
        application.afterBlock(new BlockContext(last, 1_000 * last), state);
    }

    static List<Seen> all(int members, Seen seen) {
        return new ArrayList<>(Collections.nCopies(members, seen));
    }
}
