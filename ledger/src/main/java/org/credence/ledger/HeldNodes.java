package org.credence.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.ledger.store.StateSnapshot;
import org.credence.ledger.tree.NodeSource;
import org.credence.ledger.tree.Stored;
import org.credence.ledger.tree.Stub;
import org.credence.ledger.tree.TreeCheck;
import org.credence.ledger.tree.TreeUnsound;

/** The nodes of a snapshot, in memory. */
final class HeldNodes implements NodeSource {

    /** By id. */
    private final List<byte[]> records = new ArrayList<>();

    private HeldNodes() {}

    /** @throws TreeUnsound if they are not one whole tree, that of the snapshot's version */
    static HeldNodes of(StateSnapshot snapshot) {
        HeldNodes held = new HeldNodes();
        snapshot.forEachNode(held::add);
        TreeCheck.run(snapshot.version().root(), snapshot.version().nextId(), snapshot.version().height(), held);
        return held;
    }

    private void add(long id, byte[] record) {
        if (id != records.size()) {
            throw new TreeUnsound("node " + id + " follows node " + (records.size() - 1));
        }
        records.add(record);
    }

    @Override
    public Stored load(Stub stub) {
        boolean held = stub.id() >= 0 && stub.id() < records.size();
        return TreeCheck.node(stub, held ? Optional.of(records.get((int) stub.id())) : Optional.empty());
    }
}
