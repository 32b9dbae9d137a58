package org.credence.consensus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Vote;
import org.credence.base.codec.Malformed;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.SignedHeader;
import org.credence.consensus.part.SignedNewView;
import org.credence.crypto.Verifier;

/** Which signatures the compound structures rest on. */
public final class Claims {

    private Claims() {}

    /** What REJECT signs. */
    public static Digest rejection(Digest chainId, BlockRef block, int reason) {
        return Hasher.of(Tag.REJECT).add(chainId).add(block.epoch()).add(block.view()).add(block.height())
                .add(block.id()).add(reason).digest();
    }

    /** Signatures of a certificate. */
    public static List<Claim> of(Certificate certificate, Committee committee) {
        return votes(certificate.votes(), certificate.block().statement(committee.chainId(), certificate.phase()));
    }

    /** The author's signature. */
    public static Claim of(Batch batch, Committee committee) {
        BatchHead head = batch.head();
        return new Claim(head.author(), head.availability(committee.chainId()), batch.signature());
    }

    static List<Claim> of(BatchRef batch, Committee committee) {
        return votes(batch.votes(), batch.head().availability(committee.chainId()));
    }

    static List<Claim> of(Opening opening, Committee committee) {
        Digest chainId = committee.chainId();
        return votes(opening.votes(),
                Opening.statement(chainId, opening.epoch(), opening.view(), opening.hash(chainId)));
    }

    static List<Claim> of(SignedBlock block, Committee committee) {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(block.block().header().proposer(), block.id(), block.signature()));
        block.block().batches().forEach(batch -> claims.addAll(of(batch, committee)));
        return claims;
    }

    static List<Claim> of(ViewChange change, Committee committee) {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(change.voter(), change.statement(committee.chainId()), change.signature()));
        change.decided().ifPresent(decided -> claims.addAll(of(decided.certificate(), committee)));
        change.highest().ifPresent(certificate -> claims.addAll(of(certificate, committee)));
        change.path().forEach(block -> claims.addAll(of(block, committee)));
        change.openings().forEach(opening -> claims.addAll(of(opening, committee)));
        change.evidence().forEach(evidence -> claims.addAll(evidence.claims(committee.chainId())));
        return claims;
    }

    /** Signatures that a NEW_VIEW rests on, its leader's first. */
    public static List<Claim> of(NewViewProof proof, Committee committee) {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(proof.leader(), proof.statement(committee.chainId()), proof.signature()));
        proof.changes().forEach(change -> claims.addAll(of(change, committee)));
        proof.evidence().forEach(evidence -> claims.addAll(evidence.claims(committee.chainId())));
        return claims;
    }

    /** What the evidence says is not so although the culprit signed for it; empty if it says that of nothing. */
    static Optional<Claim> disputed(Evidence evidence, Committee committee) {
        return switch (evidence) {
            case Evidence.InvalidProposal(SignedHeader proposal, Flaw.Forged forged) ->
                forged.disputed(proposal.header());
            case Evidence.WrongNewView(SignedNewView newView, OptionalInt forged) when forged.isPresent() ->
                of(NewViewProof.of(newView), committee).stream().skip(forged.getAsInt()).findFirst();
            case Evidence _ -> Optional.empty();
        };
    }

    /**
     * Whether every signature is as the evidence says: the culprit's genuine, and false what it says is false. A vote
     * of
     * somebody who is no member is false.
     *
     * @throws Malformed if it shows a NEW_VIEW that is none
     */
    public static boolean hold(Evidence evidence, Committee committee, Verifier verifier) {
        return evidence.claims(committee.chainId()).stream().allMatch(claim -> holds(claim, committee, verifier))
                && disputed(evidence, committee).filter(claim -> holds(claim, committee, verifier)).isEmpty();
    }

    /** Whether the claim is of a member and its signature genuine. */
    public static boolean holds(Claim claim, Committee committee, Verifier verifier) {
        return committee.has(claim.member())
                && verifier.verify(committee.key(claim.member()), claim.statement(), claim.signature());
    }

    private static List<Claim> votes(List<Vote> votes, Digest statement) {
        List<Claim> claims = new ArrayList<>(votes.size());
        for (Vote vote : votes) {
            claims.add(new Claim(vote.member(), statement, vote.signature()));
        }
        return claims;
    }
}
