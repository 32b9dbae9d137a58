package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.credence.apps.metering.feed.Recording;
import org.credence.cli.feeder.Fleet;
import org.credence.cli.up.LocalConsortium;
import org.credence.cli.up.Session;
import org.credence.consensus.protocol.Protocol;
import org.credence.node.Retention;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.Snapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Members that drop old blocks, one that begins with their snapshot, and what an audit finds of all that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotTest {

    private static final int EPOCH = 20;

    @TempDir
    private static Path directory;

    private LocalConsortium consortium;
    private DataDirectory east;
    private Ran listed;
    private Ran fetched;

    @BeforeAll
    void dropOldBlocksAndFetchASnapshot() throws IOException {
        consortium = LocalConsortium.create(directory.resolve("net"), Protocol.CBFT,
                Optional.of(new Genesis.Epochs(EPOCH, CreditModels.shipped().digest())), 4);
        east = DataDirectory.in(directory.resolve("east"));
        Files.copy(consortium.home(0).genesis(), east.genesis());
        Fleet fleet = Fleet.of(Recording.shipped(), 10, consortium.feederSecret());
        try (Session _ = Session.start(consortium, false, Retention.last(EPOCH), fleet, 400, _ -> {})) {
            String genesis = consortium.home(0).genesis().toString();
            await().atMost(Duration.ofSeconds(60)).until(() -> firstHeight(genesis) > 2 * EPOCH);
            listed = Ran.credence("snapshot", "list", "--data", consortium.home(2).root().toString());
            fetched = Ran.credence("snapshot", "fetch", "--data", east.root().toString());
        }
    }

    private static long firstHeight(String genesis) {
        String status = Ran.credence("status", "--json", "--genesis", genesis).out();
        return status.contains("firstHeight")
                ? Long.parseLong(status.replaceAll("(?s).*\"firstHeight\" : ([0-9]+).*", "$1"))
                : 0;
    }

    @AfterAll
    void nothingIsLeftRunning() {
        assertThat(Ran.credence("status", "--genesis", consortium.home(0).genesis().toString()).code()).isEqualTo(4);
    }

    @Test
    void whatIsThereIsListed() {
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out()).contains("below epoch", "state root");
        Ran none = Ran.credence("snapshot", "list", "--data", consortium.home(1).root().resolve("logs").toString());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("holds no genesis.json");
    }

    @Test
    void everyMembersDirectoryIsSoundFromItsSnapshotOn() {
        for (int member = 0; member < 4; member++) {
            Path json = directory.resolve("audit-" + member + ".json");
            Ran ran = Ran.credence("verify", consortium.home(member).root().toString(), "--json", json.toString());
            assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
            assertThat(ran.out()).contains("are not kept; their state is a snapshot that").doesNotContain("fewer than");
            assertThat(json).content().doesNotContain("\"base\" : 0,");
        }
    }

    @Test
    void whoFetchedASnapshotHoldsItsState() {
        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertThat(fetched.out()).contains("begins above height");
        Ran ran = Ran.credence("verify", east.root().toString());
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("sound. 0 blocks");
        Ran again = Ran.credence("snapshot", "fetch", "--data", east.root().toString());
        assertThat(again.code()).as("nobody answers any more").isEqualTo(4);
    }

    @Test
    void aFlippedByteOfAnySnapshotIsFound() throws IOException {
        for (int which = 0; which < 2; which++) {
            for (int part = 1; part < 10; part += 4) {
                DataDirectory copy = copy("snapshot-" + which + "-" + part);
                SnapshotFile file = Snapshots.in(copy.snapshots()).all().get(which);
                flip(file.path(), (int) (file.bytes() * part / 10));
                Ran ran = Ran.credence("verify", copy.root().toString());
                assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
                assertThat(ran.out()).contains("First bad block: ", "(snapshot)", ".snapshot");
            }
        }
    }

    @Test
    void aFlippedByteAboveTheSnapshotIsFound() throws IOException {
        DataDirectory chain = copy("chain");
        Path blocks = files(chain.chain(), ".blocks").getLast();
        flip(blocks, (int) (Files.size(blocks) / 2));
        assertThat(Ran.credence("verify", chain.root().toString()).out()).contains("First bad block: ", "(chain)");

        DataDirectory state = copy("state");
        Path table = files(state.state(), ".sst").getLast();
        flip(table, (int) (Files.size(table) / 3));
        assertThat(Ran.credence("verify", state.root().toString()).out()).contains("First bad block: ", "(state)");
    }

    @Test
    void aChainWithoutTheSnapshotThatItBeginsAboveIsBad() throws IOException {
        DataDirectory copy = copy("without");
        for (Path file : files(copy.snapshots(), ".snapshot")) {
            Files.delete(file);
        }
        Ran ran = Ran.credence("verify", copy.root().toString());
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out()).contains("First bad block: 1 (chain)", "FILE_MISSING");
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private static List<Path> files(Path in, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private DataDirectory copy(String name) throws IOException {
        Path from = consortium.home(1).root();
        Path to = directory.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return new DataDirectory(to);
    }
}
