package org.credence.client.verify;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.base.proof.TransactionProof;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Roster;
import org.credence.crypto.Ed25519;
import org.credence.crypto.Verifier;

/**
 * What a client must know beforehand to believe no member: the chain, its committee and its quorums, as the genesis
 * file states them. Everything here is computed offline. Safe from any thread.
 *
 * <p>
 * Each method takes canonical bytes as the API hands them out and throws {@link ProofInvalid} naming the part that
 * fails.
 */
public final class ChainTrust {

    /** The members of the genesis, in the first epoch. */
    private final Committee committee;
    private final EpochLength length;
    /** Who the members are by the epoch since which they are: those that are known. */
    private final NavigableMap<Integer, Roster> rosters;
    private final Verifier verifier;

    private ChainTrust(Committee committee, EpochLength length, NavigableMap<Integer, Roster> rosters,
            Verifier verifier) {
        this.committee = committee;
        this.length = length;
        this.rosters = new TreeMap<>(rosters);
        this.verifier = verifier;
    }

    /**
     * Trust in a chain whose members are listed in committee order.
     *
     * @param rule which votes decide: that of the chain's protocol
     * @param f    members that may be faulty
     * @param p    members that may be slow without leaving the fast lane
     * @throws IllegalArgumentException if the numbers do not fit the rule or a key is listed twice
     */
    public static ChainTrust of(Digest chainId, List<PublicKey> members, Quorum.Rule rule, int f, int p) {
        return of(new Committee(chainId, 0, members, new Quorum(rule, members.size(), f, p)));
    }

    /** Trust in the committee of a chain with one epoch. */
    public static ChainTrust of(Committee committee) {
        return of(committee, EpochLength.ENDLESS);
    }

    /** Trust in the committee of a chain whose epochs are of this length. */
    public static ChainTrust of(Committee committee, EpochLength length) {
        return new ChainTrust(committee, length, new TreeMap<>(), Ed25519.chosen());
    }

    /** The members of the genesis. */
    public Committee committee() {
        return committee;
    }

    /**
     * Learns who the members are now, from their own word for it: the state that holds the roster is vouched for by a
     * quorum of that roster, and among those are f + 1 of the last members that are known here, with the keys known
     * here.
     * One of these is correct, and it voted in that epoch because the members decided so (P§1.7).
     *
     * @param proof  the encoded {@link StateProof} of what is under {@link StateKey#roster}
     * @param header the encoded {@link DecidedHeader} whose state root vouches for it
     * @return this, if nobody has joined, left or got another key
     * @throws ProofInvalid if it does not follow, also if so much changed meanwhile that f + 1 are not there any more
     */
    public ChainTrust learned(byte[] proof, byte[] header) {
        StateProof state = decoded("roster", () -> StateProof.decode(proof));
        DecidedHeader decided = decoded("header", () -> read(header));
        Header root = decided.header();
        if (!state.proves(StateKey.roster(), root.stateHeight(), root.stateRoot())) {
            throw new ProofInvalid("roster", "does not lead from its key to the header's state root");
        }
        if (state.value().isEmpty()) {
            verifyHeader(decided);
            return this;
        }
        Roster roster = decoded("roster", () -> Roster.decode(state.value().get()));
        if (roster.since() > length.epochOf(root.height())) {
            throw new ProofInvalid("roster.since", "is " + roster.since() + ", after the header's epoch");
        }
        Committee known = members(length.epochOf(root.height()));
        ChainTrust next = with(roster);
        next.verifyHeader(decided);
        Committee present = roster.committee(committee.chainId(), root.epoch());
        long among = decided.certificate().votes().stream()
                .filter(vote -> known.members().contains(present.key(vote.member()))).count();
        if (among < known.quorum().weak()) {
            throw new ProofInvalid("roster", "is vouched for by " + among + " of the members known before, must be "
                    + known.quorum().weak());
        }
        return next;
    }

    /**
     * Learns who the members were before those that are known, from the state that these vouch for.
     *
     * @param since  epoch since which they were
     * @param proof  the encoded {@link StateProof} of what is under {@link StateKey#pastRoster}
     * @param header the encoded {@link DecidedHeader} whose state root vouches for it
     */
    public ChainTrust learnedPast(int since, byte[] proof, byte[] header) {
        VerifiedState state = verifyState(StateKey.pastRoster(since), proof, header);
        byte[] value = state.value().orElseThrow(() -> new ProofInvalid("roster", "there is none of epoch " + since));
        return with(decoded("roster", () -> Roster.decode(value)));
    }

    /** Epochs since which there are members that are not known here: the rosters before known ones. */
    public OptionalInt unknownSince() {
        return rosters.values().stream().mapToInt(Roster::before)
                .filter(since -> since > 0 && !rosters.containsKey(since)).max();
    }

    private ChainTrust with(Roster roster) {
        ChainTrust next = new ChainTrust(committee, length, rosters, verifier);
        next.rosters.put(roster.since(), roster);
        return next;
    }

    /** The members of an epoch, as far as is known here. */
    private Committee members(int epoch) {
        Map.Entry<Integer, Roster> known = rosters.floorEntry(epoch);
        return known == null ? new Committee(committee.chainId(), epoch, committee.members(), committee.quorum())
                : known.getValue().committee(committee.chainId(), epoch);
    }

    /** Checks that a header is decided: the encoded {@link DecidedHeader}. */
    public VerifiedHeader verifyHeader(byte[] decidedHeader) {
        DecidedHeader decided = decoded("header", () -> read(decidedHeader));
        return verifyHeader(decided);
    }

    /** Checks that a header is decided: its chain, the link to the certified block, the quorum, and every signature. */
    public VerifiedHeader verifyHeader(DecidedHeader decided) {
        // A block above its epoch's last one closed the epoch: it has a good certificate and is none of the chain.
        int epoch = length.epochOf(decided.header().height());
        Committee members = members(epoch);
        checkPlace("header", decided.header(), members);
        decided.link().forEach(header -> checkPlace("link", header, members));
        if (!decided.holds(members.quorum())) {
            throw new ProofInvalid("certificate",
                    "is not a decision certificate on the header or a descendant linked to it");
        }
        checkVotes(decided.certificate(), members);
        return new VerifiedHeader(decided.header());
    }

    /**
     * Checks that a decided block orders the transaction.
     *
     * @param id          what the transaction's id must be
     * @param transaction the encoded transaction, kept and not copied
     * @param proof       the encoded {@link TransactionProof}
     * @param header      the encoded {@link DecidedHeader} of the block
     */
    public VerifiedTransaction verifyTransaction(Digest id, byte[] transaction, byte[] proof, byte[] header) {
        TransactionProof inclusion = decoded("inclusion", () -> TransactionProof.decode(proof));
        VerifiedHeader block = verifyHeader(header);
        Transaction decoded = decoded("transaction", () -> Transaction.decode(transaction));
        if (!decoded.chainId().equals(committee.chainId())) {
            throw new ProofInvalid("transaction.chainId", "is of another chain");
        }
        if (!decoded.id().equals(id)) {
            throw new ProofInvalid("transaction.id", "is another one");
        }
        if (!inclusion.proves(transaction, block.header().payloadRoot())) {
            throw new ProofInvalid("inclusion", "does not lead from the transaction to the header's payload root");
        }
        return new VerifiedTransaction(decoded, block);
    }

    /**
     * Checks what became of a transaction.
     *
     * @param transaction id of the transaction the receipt must be for
     * @param proof       the encoded {@link ReceiptProof}
     * @param header      the encoded {@link DecidedHeader} whose state root vouches for it
     */
    public VerifiedReceipt verifyReceipt(Digest transaction, byte[] proof, byte[] header) {
        ReceiptProof receipt = decoded("receipt", () -> ReceiptProof.decode(proof));
        VerifiedHeader certifier = verifyHeader(header);
        if (!receipt.receipt().transaction().equals(transaction)) {
            throw new ProofInvalid("receipt.transaction", "is another transaction");
        }
        Header root = certifier.header();
        if (!decoded("receipt", () -> receipt.proves(root.stateHeight(), root.stateRoot()))) {
            throw new ProofInvalid("receipt", "does not lead to the header's state root");
        }
        return new VerifiedReceipt(receipt.receipt(), certifier);
    }

    /**
     * Checks what the state held under a key.
     *
     * @param proof  the encoded {@link StateProof}
     * @param header the encoded {@link DecidedHeader} whose state root vouches for it
     */
    public VerifiedState verifyState(StateKey key, byte[] proof, byte[] header) {
        StateProof state = decoded("state", () -> StateProof.decode(proof));
        VerifiedHeader certifier = verifyHeader(header);
        Header root = certifier.header();
        if (!state.proves(key, root.stateHeight(), root.stateRoot())) {
            throw new ProofInvalid("state", "does not lead from the key to the header's state root");
        }
        return new VerifiedState(key, state.value(), certifier);
    }

    private static void checkPlace(String part, Header header, Committee members) {
        int epoch = members.epoch();
        if (!header.chainId().equals(members.chainId())) {
            throw new ProofInvalid(part + ".chainId", "is of another chain");
        }
        if (header.epoch() != epoch) {
            throw new ProofInvalid(part + ".epoch", "is " + header.epoch() + ", must be " + epoch);
        }
        if (header.height() < 1) {
            throw new ProofInvalid(part + ".height", "is 0, must be at least 1");
        }
        if (!members.has(header.proposer())) {
            throw new ProofInvalid(part + ".proposer", "is " + header.proposer() + ", no member");
        }
    }

    private void checkVotes(Certificate certificate, Committee members) {
        Digest statement = certificate.block().statement(members.chainId(), certificate.phase());
        int last = -1;
        for (Vote vote : certificate.votes()) {
            if (vote.member() <= last || !members.has(vote.member())) {
                throw new ProofInvalid("certificate.votes", "member " + vote.member() + " is none, or counted twice");
            }
            last = vote.member();
            if (!verifier.verify(members.key(vote.member()), statement, vote.signature())) {
                throw new ProofInvalid("certificate.votes", "signature of member " + vote.member() + " is invalid");
            }
        }
    }

    private static DecidedHeader read(byte[] bytes) {
        Reader reader = new Reader(bytes);
        DecidedHeader decided = DecidedHeader.read(reader);
        reader.end();
        return decided;
    }

    private static <T> T decoded(String part, Supplier<T> decode) {
        try {
            return decode.get();
        } catch (Malformed e) {
            throw new ProofInvalid(part, e);
        }
    }
}
