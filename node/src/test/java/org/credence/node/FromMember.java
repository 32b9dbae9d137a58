package org.credence.node;

import java.util.List;
import java.util.Optional;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.StoredBlock;

/** A member's chain and snapshots as its API would hand them out. */
class FromMember implements Newcomer.Source {

    private final Node node;

    FromMember(Node node) {
        this.node = node;
    }

    @Override
    public Optional<byte[]> stored(long height) {
        return node.decision(height)
                .map(decision -> new StoredBlock(decision, node.bodies(height).orElseThrow()).encode());
    }

    @Override
    public Optional<Newcomer.Offer> snapshot() {
        List<SnapshotFile> all = node.snapshots();
        return all.isEmpty() ? Optional.empty()
                : Optional.of(new Newcomer.Offer(all.getLast().head().epoch(), all.getLast().head().height(),
                        all.getLast().parts()));
    }

    @Override
    public byte[] part(Newcomer.Offer offer, int number) {
        return node.snapshots().stream().filter(file -> file.head().epoch() == offer.epoch()).findFirst().orElseThrow()
                .part(number);
    }

    @Override
    public int membersSince() {
        return MembersChangeTest.roster(node).since();
    }
}
