package org.credence.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.base.proof.StateKey;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.AuditReport;
import org.credence.node.storage.ChainAudit;
import org.credence.node.transport.Identity;
import org.credence.node.transport.PeerAddress;
import org.credence.node.transport.PeerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Three honest members, and a fourth that sends what no correct member sends. */
@Timeout(240)
class HostileMemberTest {

    @TempDir
    Path root;

    @Test
    void whatIsMalformedForgedOrInvalidIsCountedAndDecisionsContinue() {
        try (Consortium four = new Consortium(root)) {
            IntStream.range(0, 3).forEach(four::start);
            try (PeerNetwork hostile = network(four, four.pair(3))) {
                Consortium.await("a connection to member 0", () -> hostile.connected().contains(0));
                refused(four, hostile, "malformed", "not a message".getBytes());
                refused(four, hostile, "forged", MessageCodec.encode(forgedVote()));
                refused(four, hostile, "invalid_transaction", MessageCodec.encode(invalidBatch(four)));
                refused(four, hostile, "invalid_transaction", MessageCodec.encode(invalidInline(four)));
                refused(four, hostile, "invalid_transaction", MessageCodec.encode(
                        new TransferMessage.Relay(batch(four).transactions())));
                refused(four, hostile, "unasked", MessageCodec.encode(new TransferMessage.BatchBody(batch(four))));
            }
            four.submit(0, four.feed(10).registrations());
            four.awaitAgreement(1);
        }
    }

    /** Of every decision a vote comes too late to count: it costs no check of its signature, whoever signed it. */
    @Test
    void votesForADecidedHeightAreIgnoredWithoutACheck() {
        try (Consortium four = new Consortium(root)) {
            IntStream.range(0, 3).forEach(four::start);
            four.submit(0, four.feed(10).registrations());
            try (PeerNetwork hostile = network(four, four.pair(3))) {
                Consortium.await("a connection to member 0", () -> hostile.connected().contains(0));
                double before = late(four);
                Consortium.await("many more late votes than the others send", () -> {
                    hostile.send(0, MessageCodec.encode(forgedVote()));
                    return late(four) >= before + 20;
                });
                assertThat(count(four, "forged")).isZero();
            }
        }
    }

    private static double late(Consortium four) {
        return four.node(0).meters().get("credence_ignored_total").tag("reason", "stale_height").counter().count();
    }

    /** P§1.9: the message reaches no engine, and yet the ledger learns who signed it. */
    @Test
    void aProposalWithForgedVotesIsRefusedAndItsProposerConvicted() {
        Optional<Genesis.Epochs> epochs = Optional.of(new Genesis.Epochs(1_000, CreditModels.shipped().digest()));
        try (Consortium four = new Consortium(root, epochs)) {
            IntStream.range(0, 3).forEach(four::start);
            SignedBlock proposal = forgedVotes(four);
            Digest fault = new Evidence.InvalidProposal(proposal.header(), new Flaw.Incoherent()).fault();
            try (PeerNetwork hostile = network(four, four.pair(3))) {
                Consortium.await("a connection to member 0", () -> hostile.connected().contains(0));
                refused(four, hostile, "forged", MessageCodec.encode(Message.Propose.passedOn(proposal)));
            }
            Consortium.await("a conviction",
                    () -> four.running().stream().allMatch(node -> node.value(StateKey.fault(fault)).isPresent()));
        }
    }

    /** A digest does not cover who signed the batch: what a liar hands out must not end up on a correct disk. */
    @Test
    void bodiesOfDecidedBlocksAreKeptOnlyWithTheirAuthorsSignature() {
        Committee committee;
        try (Consortium four = new Consortium(root).startAll()) {
            committee = four.genesis().committee();
            four.submit(0, four.feed(10).registrations());
            four.awaitAgreement(1);
            four.stop(0);
            // One above what its journal may still bring back when it starts.
            long from = ChainAudit.apparentHeight(DataDirectory.in(root.resolve("m0")).chain()) + 2;
            four.grow(1, 3);
            Message spoilt = new Message.Decided(four.node(1).decision(from).orElseThrow(),
                    four.node(1).bodies(from).orElseThrow().stream().map(HostileMemberTest::resigned).toList());
            List.of(1, 2, 3).forEach(four::stop);
            four.start(0);
            try (PeerNetwork hostile = network(four, four.pair(3))) {
                Consortium.await("a connection to member 0", () -> hostile.connected().contains(0));
                refused(four, hostile, "forged", MessageCodec.encode(spoilt));
            }
            List.of(1, 2, 3).forEach(four::start);
            four.awaitAgreement(from + 1);
        }
        try (ChainAudit audit = ChainAudit.of(DataDirectory.in(root.resolve("m0")).chain(), committee,
                EpochLength.ENDLESS, Ed25519.chosen(), true)) {
            assertThat(audit.run((_, _) -> {})).isInstanceOf(AuditReport.Sound.class);
        }
    }

    private static Batch resigned(Batch batch) {
        return Batch.of(batch.head(), batch.transactions(),
                new Signature(new Digest(1, 2, 3, 4), new Digest(5, 6, 7, 8)));
    }

    private static SignedBlock forgedVotes(Consortium four) {
        Signature forged = new Signature(new Digest(1, 2, 3, 4), new Digest(5, 6, 7, 8));
        return proposal(four, List.of(new BatchRef(batch(four).head(),
                List.of(new Vote(0, forged), new Vote(1, forged)))));
    }

    /** Signed by the leader of its view. */
    private static SignedBlock proposal(Consortium four, List<BatchRef> batches) {
        Header header = new Header(four.genesis().chainId(), 0, 3, 2, Digest.ZERO, Block.payloadRoot(batches), 3, 1,
                Digest.ZERO, 0, Digest.ZERO);
        return new SignedBlock(Block.of(header, batches), four.pair(3).signer().sign(header.id()));
    }

    @Test
    void aStrangerIsTurnedAwayAndDecisionsContinue() {
        KeyPair stranger = KeyPair.generate(new SecureRandom());
        try (Consortium four = new Consortium(root).startAll(); PeerNetwork network = network(four, stranger)) {
            // On a machine too busy to finish a handshake in time, the stranger is turned away for that.
            Consortium.await("a refusal", () -> four.running().stream().anyMatch(node -> turnedAway(node) > 0));
            assertThat(network.connected()).isEmpty();
            four.submit(0, four.feed(10).registrations());
        }
    }

    private static double turnedAway(Node node) {
        return Stream.of("stranger", "handshake_timeout").mapToDouble(reason -> node.meters()
                .get("credence_transport_refused_total").tag("reason", reason).functionCounter().count()).sum();
    }

    /**
     * Sends until the reason is counted: a connection that was closed for an earlier frame may still be coming back.
     */
    private static void refused(Consortium four, PeerNetwork hostile, String reason, byte[] frame) {
        double before = count(four, reason);
        Consortium.await(reason, () -> {
            hostile.send(0, frame);
            return count(four, reason) > before;
        });
    }

    private static double count(Consortium four, String reason) {
        return four.node(0).meters().get("credence_refused_total").tag("reason", reason).counter().count();
    }

    private static Message forgedVote() {
        return new Message.Ballot(Phase.CONFIRM, new BlockRef(0, 0, 1, Digest.ZERO),
                new Signature(new Digest(1, 2, 3, 4), new Digest(5, 6, 7, 8)));
    }

    /** A batch whose transaction is for another chain, offered to everyone. */
    private static Message invalidBatch(Consortium four) {
        return new Message.BatchOffer(batch(four), List.of(0, 1, 2));
    }

    /** A proposal that carries it. */
    private static Message invalidInline(Consortium four) {
        Batch batch = batch(four);
        return Message.Propose.passedOn(proposal(four, List.of(new BatchRef(batch.head(), List.of()))))
                .carrying(List.of(batch));
    }

    private static Batch batch(Consortium four) {
        Transaction.Unsigned unsigned =
                new Transaction.Unsigned(Digest.ZERO, four.pair(3).publicKey(), 1, 1, new byte[1]);
        List<Transaction> transactions = List.of(unsigned.signed(four.pair(3).signer().sign(unsigned.id())));
        BatchHead head = Batch.head(3, 1, transactions);
        return Batch.of(head, transactions,
                four.pair(3).signer().sign(head.availability(four.genesis().chainId())));
    }

    private static PeerNetwork network(Consortium four, KeyPair pair) {
        List<PeerAddress> peers = new ArrayList<>();
        List<Genesis.Member> members = four.genesis().members();
        for (int i = 0; i < members.size(); i++) {
            peers.add(new PeerAddress(i, members.get(i).key(), members.get(i).host(), members.get(i).peerPort()));
        }
        return PeerNetwork.open(new PeerNetwork.Config(3, peers, new InetSocketAddress("127.0.0.1", 0)),
                Identity.of(pair, "hostile"), (member, frame) -> {}, LoggerFactory.getLogger(HostileMemberTest.class));
    }
}
