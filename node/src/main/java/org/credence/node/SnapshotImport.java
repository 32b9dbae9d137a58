package org.credence.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Roster;
import org.credence.crypto.Ed25519;
import org.credence.ledger.Applications;
import org.credence.ledger.Ledger;
import org.credence.ledger.Restoration;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.DirectoryLock;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.SnapshotInvalid;
import org.credence.node.storage.SnapshotParts;
import org.credence.node.storage.Snapshots;

/**
 * Takes a snapshot in from others, for a chain that begins above it. Only when it is whole, and enough founders vouch
 * for it, does it take the place of what the directory held; whoever is interrupted before that has lost nothing.
 */
final class SnapshotImport {

    private final DataDirectory home;
    private final Genesis genesis;
    private final Applications applications;
    private final Newcomer.Source source;

    SnapshotImport(DataDirectory home, Genesis genesis, Applications applications, Newcomer.Source source) {
        this.home = home;
        this.genesis = genesis;
        this.applications = applications;
        this.source = source;
    }

    /**
     * Fetches and checks it, and puts it in place. Chain and state must be closed; the next opening finds them
     * {@linkplain Recovery replaced}.
     *
     * @throws org.credence.node.storage.DirectoryInUse if the member is running
     * @throws SnapshotInvalid                          if it is not what the members of the chain vouch for
     * @throws org.credence.ledger.tree.TreeUnsound     if it is no whole state
     * @throws org.credence.base.codec.Malformed        if a part is not one
     */
    void run(Newcomer.Offer offer, Newcomer.Progress progress) {
        Snapshots snapshots = Snapshots.in(home.snapshots());
        Path state = home.root().resolve("state.new");
        try (DirectoryLock _ = DirectoryLock.take(home.chain()); SnapshotParts parts = snapshots.begin()) {
            for (int part = 0; part < offer.parts(); part++) {
                parts.add(bounded(source.part(offer, part)));
                progress.part(part + 1, offer.parts());
            }
            SnapshotFile fetched = parts.written();
            if (fetched.head().height() != offer.height()) {
                throw new SnapshotInvalid("height", "is " + fetched.head().height() + ", was offered as "
                        + offer.height());
            }
            Recovery.delete(state);
            Restoration.run(state, fetched);
            Certification.of(fetched.head(), roster(state), genesis, Ed25519.chosen()).require();
            snapshots.keep(parts);
            Recovery.delete(home.state());
            move(state, home.state());
        }
    }

    private Roster roster(Path state) {
        try (Ledger ledger = Ledger.open(state, genesis.chainId(), applications)) {
            return genesis.constitution().orElseThrow().roster(ledger.newest().value(StateKey.roster()));
        }
    }

    private static byte[] bounded(byte[] part) {
        if (part.length == 0 || part.length > SnapshotParts.PART_BYTES) {
            throw new SnapshotInvalid("part", "has " + part.length + " bytes, must be 1 to "
                    + SnapshotParts.PART_BYTES);
        }
        return part;
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
