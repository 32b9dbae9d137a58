package org.credence.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.cli.Ran;
import org.credence.client.ClientException;
import org.credence.consensus.part.Seat;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateStore;
import org.credence.ledger.store.Table;
import org.credence.ledger.tree.Leaf;
import org.credence.ledger.tree.NodeCodec;
import org.credence.node.Retention;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members that join, get another key, change the credit model and leave, as processes under load (P§1.7):
 * {@code mvn -B verify -Pprocesses}. Prints how long the chain paused.
 */
@Tag("processes")
class ChangesTest {

    private static final int ROTATING = 1;
    private static final int LEAVING = 3;
    /** Where in an epoch's record the last byte of the first member's credit is. */
    private static final int CREDIT = 4 + 32 + 32 + 4 + 3;

    @TempDir
    private Path directory;

    private UnderLoad busy;
    private LocalConsortium consortium;

    @BeforeEach
    void startFourMembersUnderLoad() {
        busy = new UnderLoad(directory, _ -> Retention.all(), 4);
        consortium = busy.consortium();
    }

    @AfterEach
    void stopAll() {
        busy.close();
    }

    @Test
    void nothingAcknowledgedIsLostWhileMembersChange() throws IOException {
        UnderLoad.Joined east = busy.join(Retention.all());
        List<Integer> agreed = List.of(east.agreed(), rotate(), remodel(east.home()), leave());
        busy.awaitEpochs(2);
        busy.load().close();
        List.of(0, 1, 2).forEach(member -> busy.requireOnLedger(busy.address(member)));
        busy.requireOnLedger(east.address());
        busy.close();

        History history = busy.history(consortium.home(0));
        busy.report(history);
        assertThat(history.changes()).as("each change was made at the end of the epoch that agreed on it")
                .isEqualTo(agreed.stream().map(epoch -> (long) (epoch + 1) * UnderLoad.EPOCH).toList());
        for (DataDirectory home : List.of(consortium.home(0), consortium.home(1), consortium.home(2), east.home())) {
            History here = busy.history(home);
            assertThat(here.first()).isOne();
            busy.requireOnce(here);
            here.requireSame(history);
            assertThat(busy.audited(home).path("height").asLong()).as(home.root().toString()).isEqualTo(here.last());
        }
        History departed = busy.history(consortium.home(LEAVING));
        assertThat(busy.audited(consortium.home(LEAVING)).path("height").asLong())
                .as("the last block it was a member for").isEqualTo(departed.last())
                .isEqualTo(history.changes().getLast());
        departed.requireSame(history);
        alterCreditTable(east.home());
        Ran altered = Ran.credence("verify", east.home().root().toString());
        assertThat(altered.code()).as(altered.out() + altered.err()).isEqualTo(1);
        assertThat(altered.out() + altered.err()).contains("(state): node ");
    }

    /** It is killed and started to have its next key at hand, as any restart might end. */
    private int rotate() {
        String key = busy.motions().say(ROTATING, "key", "rotate").path("publicKey").asString();
        busy.founder(ROTATING).kill();
        busy.restart(ROTATING);
        int agreed = busy.motions().carry(0, 2, 3);
        await("the new key is a member's").atMost(UnderLoad.LONG).ignoreExceptionsInstanceOf(ClientException.class)
                .until(() -> busy.roster().seats().stream().anyMatch(seat -> seat.key().hex().equals(key)));
        busy.awaitEpochs(1);
        return agreed;
    }

    private int remodel(DataDirectory east) throws IOException {
        byte[] other = CreditModels.shipped().encoded();
        other[other.length - 1] ^= 1;
        Path file = Files.write(directory.resolve("other.model"), other);
        for (DataDirectory home : Stream.concat(IntStream.range(0, 4).mapToObj(consortium::home), Stream.of(east))
                .toList()) {
            Files.createDirectories(home.models());
            Files.copy(file, home.models().resolve("other.model"));
        }
        busy.motions().say(0, "member", "propose", "model", file.toString());
        int agreed = busy.motions().carry(1, 2, 3);
        Digest digest = CreditModels.read(file).digest();
        await("the new model ends epochs").atMost(UnderLoad.LONG).ignoreExceptionsInstanceOf(ClientException.class)
                .until(() -> busy.record().model().equals(digest));
        busy.awaitEpochs(1);
        return agreed;
    }

    private int leave() {
        String name = consortium.genesis().members().get(LEAVING).name();
        busy.motions().say(0, "member", "propose", "leave", name);
        int agreed = busy.motions().carry(1, 2, LEAVING);
        await("it has left").atMost(UnderLoad.LONG)
                .until(() -> busy.founder(LEAVING).endedByItself().isPresent());
        assertThat(busy.founder(LEAVING).endedByItself().orElseThrow()).contains("ended by itself with 1",
                "has stopped itself");
        assertThat(busy.roster().seats().stream().map(Seat::name)).doesNotContain(name).contains(UnderLoad.EAST);
        return agreed;
    }

    /** One bit of the first member's credit; every checksum of the file holds. */
    private static void alterCreditTable(DataDirectory home) {
        try (StateStore store = StateStore.open(home.state()); StateStore.Step step = store.step()) {
            Persisted version = store.self().orElseThrow();
            for (long id = 0; id < version.nextId(); id++) {
                byte[] record = store.value(Table.NODE, Table.key(id)).orElseThrow();
                if (NodeCodec.decode(id, record, new StateHash()) instanceof Leaf leaf
                        && leaf.prefix().equals(StateKey.epoch().hash())) {
                    record[record.length - leaf.value().length + CREDIT] ^= 1;
                    step.put(Table.NODE, Table.key(id), record);
                }
            }
            step.commit(version);
            store.flush();
        }
    }
}
