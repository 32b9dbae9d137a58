package org.credence.node.api;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.credence.node.NodeService;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.SnapshotHead;

/** Hands out snapshots, part by part, to those who join or are far behind. */
final class SnapshotApi {

    private final NodeService node;

    SnapshotApi(NodeService node) {
        this.node = node;
    }

    /**
     * What can be fetched.
     *
     * @param epoch that begins above the state
     * @param parts of the file; the first is its head
     */
    record SnapshotView(int epoch, long height, String block, String stateRoot, long nodes, int parts, long bytes) {

        static SnapshotView of(SnapshotFile file) {
            SnapshotHead head = file.head();
            return new SnapshotView(head.epoch(), head.height(), head.base().id().hex(), head.stateRoot().hex(),
                    head.version().nextId(), file.parts(), file.bytes());
        }
    }

    /** {@code GET /v1/snapshot}: the newest. */
    Answer newest(Call call) {
        call.allowOnly(Set.of());
        List<SnapshotFile> all = node.snapshots();
        if (all.isEmpty()) {
            throw new ApiException(ErrorCode.NOT_FOUND, "no snapshot has been taken here yet");
        }
        return Answer.json(SnapshotView.of(all.getLast()));
    }

    /** {@code GET /v1/snapshots/{epoch}/{part}}: the bytes of one part. */
    Answer part(Call call) {
        call.allowOnly(Set.of());
        long epoch = call.number("epoch", 1, Integer.MAX_VALUE);
        SnapshotFile file = node.snapshots().stream().filter(snapshot -> snapshot.head().epoch() == epoch).findFirst()
                .filter(snapshot -> Files.exists(snapshot.path()))
                .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND,
                        "the snapshot below epoch " + epoch + " is not here, or not any more"));
        int part = (int) call.number("part", 0, Integer.MAX_VALUE);
        if (part >= file.parts()) {
            throw new ApiException(ErrorCode.NOT_FOUND, "part " + part + " is not there: there are " + file.parts());
        }
        return new Answer.Whole(Answer.BYTES, file.part(part));
    }
}
