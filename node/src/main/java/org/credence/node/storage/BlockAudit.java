package org.credence.node.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.consensus.part.Availability;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.EpochLength;
import org.credence.crypto.Verifier;
import org.credence.ledger.execution.Authors;

/**
 * Checks blocks one after the other against the committee and the block below: the rules of a chain, and every
 * signature in it.
 */
public final class BlockAudit {

    private Committee committee;
    private final EpochLength length;
    private final Verifier verifier;
    private final boolean clientSignatures;
    private long[] nextSequences;
    private Digest parent;
    private long height;
    private long view;
    private long timeMs;
    private long transactions;
    private long signatures;

    /** From the first block on. */
    public BlockAudit(Committee committee, EpochLength length, Verifier verifier, boolean clientSignatures) {
        this.committee = committee;
        this.length = length;
        this.verifier = verifier;
        this.clientSignatures = clientSignatures;
        nextSequences = new long[committee.size()];
        Arrays.fill(nextSequences, 1);
        parent = committee.chainId();
    }

    /**
     * Goes on above a block that was checked before.
     *
     * @param head      its header
     * @param sequences per author, of the next batch
     */
    public void resume(Header head, List<Long> sequences) {
        parent = head.id();
        height = head.height();
        view = head.view();
        timeMs = head.timeMs();
        nextSequences = sequences.stream().mapToLong(Long::longValue).toArray();
    }

    /** From the next block on these are the members; it is the first of an epoch. */
    public void members(Committee next) {
        committee = next;
        nextSequences = new long[next.size()];
        Arrays.fill(nextSequences, Authors.begin(next.epoch()));
    }

    /** A signature to check, and what it means if it does not verify. */
    private record Signed(Flaw flaw, PublicKey key, Digest statement, Signature signature, String what) {}

    /**
     * Takes the next block in; the audit is of no further use after a {@link BadBlock}.
     *
     * @param file what is named in that
     */
    public void check(StoredBlock block, Path file) {
        Findings findings = new Findings(height + 1, file);
        Header header = block.block().header();
        checkHeader(header, findings);
        List<Signed> signed = new ArrayList<>(certificate(block, findings));
        if (!block.isComplete()) {
            throw findings.bad(Flaw.WRONG_BODIES, "the bodies are not those the block refers to");
        }
        for (int i = 0; i < block.bodies().size(); i++) {
            signed.addAll(batch(block.block().batches().get(i), block.block().header().proposer(),
                    block.bodies().get(i), findings));
        }
        signed.parallelStream().filter(s -> !verifier.verify(s.key, s.statement, s.signature)).findFirst()
                .ifPresent(s -> {
                    throw findings.bad(s.flaw, s.what);
                });
        signatures += signed.size();
        transactions += block.block().transactions();
        height = header.height();
        parent = block.block().id();
        view = header.view();
        timeMs = header.timeMs();
    }

    private void checkHeader(Header header, Findings findings) {
        if (!header.chainId().equals(committee.chainId())) {
            throw findings.bad(Flaw.OTHER_CHAIN, "chain " + header.chainId());
        }
        if (header.height() != height + 1) {
            throw findings.bad(Flaw.WRONG_HEIGHT, "the header says " + header.height());
        }
        // A block that only closed its epoch has a good certificate and is none of the chain (P§1.7).
        int epoch = length.epochOf(header.height());
        if (header.epoch() != epoch) {
            throw findings.bad(Flaw.BAD_HEADER, "epoch " + header.epoch() + ", the height is of epoch " + epoch);
        }
        if (!header.parent().equals(parent)) {
            throw findings.bad(Flaw.WRONG_PARENT, "the header says " + header.parent() + ", below is " + parent);
        }
        boolean begins = height == length.base(epoch);
        if (header.view() < view && !begins) {
            throw findings.bad(Flaw.BAD_HEADER, "view " + header.view() + " after view " + view);
        }
        if (header.timeMs() < timeMs) {
            throw findings.bad(Flaw.BAD_HEADER, "time " + header.timeMs() + " ms after " + timeMs + " ms");
        }
        if (!committee.has(header.proposer()) || header.stateHeight() >= header.height()) {
            throw findings.bad(Flaw.BAD_HEADER,
                    "proposer " + header.proposer() + ", state after height " + header.stateHeight());
        }
    }

    private List<Signed> certificate(StoredBlock block, Findings findings) {
        Certificate certificate = block.decision().certificate();
        if (!block.decision().header().holds(committee.quorum())) {
            throw findings.bad(Flaw.NOT_DECIDED, certificate.votes().size() + " " + certificate.phase()
                    + " votes on " + certificate.block().id());
        }
        Digest statement = certificate.block().statement(committee.chainId(), certificate.phase());
        return votes(certificate.votes(), statement, Flaw.FORGED_CERTIFICATE, findings);
    }

    private List<Signed> batch(BatchRef ref, int proposer, Batch body, Findings findings) {
        BatchHead head = ref.head();
        if (!committee.has(head.author()) || head.sequence() != nextSequences[head.author()]) {
            throw findings.bad(Flaw.OUT_OF_SEQUENCE, head + " is not the next batch of its author");
        }
        nextSequences[head.author()]++;
        if (!Availability.orderable(ref, proposer, committee.quorum())) {
            throw findings.bad(Flaw.NOT_AVAILABLE, head + " has " + ref.votes().size() + " votes");
        }
        Digest statement = head.availability(committee.chainId());
        List<Signed> signed = new ArrayList<>(votes(ref.votes(), statement, Flaw.NOT_AVAILABLE, findings));
        signed.add(new Signed(Flaw.NOT_AVAILABLE, committee.key(head.author()), statement, body.signature(),
                head + ": no valid signature of its author"));
        for (Transaction transaction : body.transactions()) {
            if (!transaction.chainId().equals(committee.chainId())) {
                throw findings.bad(Flaw.OTHER_CHAIN, transaction + " is of chain " + transaction.chainId());
            }
            if (clientSignatures) {
                signed.add(new Signed(Flaw.FORGED_TRANSACTION, transaction.sender(), transaction.id(),
                        transaction.signature(), transaction + ": no valid signature of its sender"));
            }
        }
        return signed;
    }

    private List<Signed> votes(List<Vote> votes, Digest statement, Flaw flaw, Findings findings) {
        List<Signed> signed = new ArrayList<>(votes.size());
        for (Vote vote : votes) {
            if (!committee.has(vote.member())) {
                throw findings.bad(flaw, "a vote of member " + vote.member() + ", who is none");
            }
            signed.add(new Signed(flaw, committee.key(vote.member()), statement, vote.signature(),
                    "no valid signature of member " + vote.member()));
        }
        return signed;
    }

    /** Where a finding of the present block belongs. */
    private record Findings(long height, Path file) {

        BadBlock bad(Flaw flaw, String detail) {
            return new BadBlock(height, flaw, file, detail);
        }
    }

    Digest chainId() {
        return committee.chainId();
    }

    /** Height of the last sound block. */
    long height() {
        return height;
    }

    /** Id of the last sound block; the chain id at genesis. */
    Digest id() {
        return parent;
    }

    /** Transactions in sound blocks. */
    long transactions() {
        return transactions;
    }

    /** Signatures verified. */
    long signatures() {
        return signatures;
    }
}
