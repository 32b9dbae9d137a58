package org.credence.node;

import java.util.Collection;
import java.util.List;
import org.credence.base.PublicKey;
import org.credence.consensus.message.Claims;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Roster;
import org.credence.crypto.Verifier;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.SnapshotHead;
import org.credence.node.storage.SnapshotInvalid;

/**
 * Who vouches for a snapshot. A quorum of the members that its state names has voted on the block that carries its
 * root; but a state can name anybody. So f + 1 of those voters must be founders with their keys of the genesis: one of
 * them is correct, and it voted because it had executed that state (decision 0012).
 *
 * @param founders that vouch for it
 * @param needed   f + 1 of the genesis
 */
public record Certification(int founders, int needed) {

    /**
     * Checks the certificate of a snapshot.
     *
     * @param roster who its state says the members are
     * @throws SnapshotInvalid if it is not one of that roster on that block
     */
    public static Certification of(SnapshotHead head, Roster roster, Genesis genesis, Verifier verifier) {
        if (!head.base().chainId().equals(genesis.chainId())) {
            throw new SnapshotInvalid("chainId", "is " + head.base().chainId() + ", must be " + genesis.chainId());
        }
        int epoch = genesis.epochLength().epochOf(head.height() + 1);
        if (!genesis.epochLength().isLast(head.height()) || head.epoch() != epoch || roster.since() > epoch) {
            throw new SnapshotInvalid("height", "is " + head.height() + " of epoch " + (head.epoch() - 1)
                    + ", must be the last of an epoch, with members since then at the latest");
        }
        Committee committee = roster.committee(genesis.chainId(), epoch);
        if (!head.witness().holds(committee.quorum())) {
            throw new SnapshotInvalid("witness", "is not decided by the members that the state names");
        }
        requireSigned(head.witness().certificate(), committee, verifier);
        Collection<PublicKey> founders = genesis.committee().members();
        long among = head.witness().certificate().votes().stream()
                .filter(vote -> founders.contains(committee.key(vote.member()))).count();
        return new Certification((int) among, genesis.quorum().weak());
    }

    private static void requireSigned(Certificate certificate, Committee committee, Verifier verifier) {
        List<Claim> claims = Claims.of(certificate, committee);
        for (int i = 0; i < claims.size(); i++) {
            boolean counts = i == 0 || claims.get(i).member() > claims.get(i - 1).member();
            if (!counts || !Claims.holds(claims.get(i), committee, verifier)) {
                throw new SnapshotInvalid("witness", "has no valid vote of member " + claims.get(i).member());
            }
        }
    }

    /** @throws SnapshotInvalid unless enough founders are among those who vouch */
    void require() {
        if (founders < needed) {
            throw new SnapshotInvalid("witness", "is vouched for by " + founders + " of the founders, must be " + needed
                    + ": so many have left or changed their keys. Copy a snapshot from a member that you trust to the "
                    + "snapshots directory, or take the whole chain");
        }
    }
}
