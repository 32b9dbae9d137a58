package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.storage.DirectoryLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The newcomer's first command, end to end in this process: four members, TLS between them, HTTP, real readings, and
 * the audit of what is
 * on disk afterwards.
 */
class UpTest {

    private static final Pattern DECIDED = Pattern.compile("stopped at height ([\\d,]+), ([\\d,]+) readings decided");
    private static final int ENOUGH = 100;

    @TempDir
    private static Path directory;

    private static int port;
    private static Ran first;

    @BeforeAll
    static void runOnce() throws IOException {
        port = freePorts();
        first = up("net", "--readings", "" + ENOUGH);
    }

    /** The lowest of eight neighbouring ports that were free a moment ago: four for peers, then four for the API. */
    private static int freePorts() throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            List<ServerSocket> sockets = new ArrayList<>();
            try {
                ServerSocket lowest = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(lowest);
                for (int i = 1; i < 8; i++) {
                    sockets.add(new ServerSocket(lowest.getLocalPort() + i, 1, InetAddress.getLoopbackAddress()));
                }
                return lowest.getLocalPort();
            } catch (IOException | IllegalArgumentException e) {
                // One of the neighbours is taken: try elsewhere.
                continue;
            } finally {
                for (ServerSocket socket : sockets) {
                    socket.close();
                }
            }
        }
        throw new AssertionError("no eight free ports in a row");
    }

    private static Ran up(String net, String... more) {
        List<String> line = new ArrayList<>(List.of("up", "--plain", "--data", directory.resolve(net).toString(),
                "--peer-port", "" + port, "--api-port", "" + (port + 4), "--meters", "10", "--rate", "200", "--seconds",
                "120", "--epoch-blocks", "20"));
        line.addAll(List.of(more));
        return Ran.credence(line.toArray(String[]::new));
    }

    private static long height(Ran ran) {
        Matcher end = DECIDED.matcher(ran.out());
        assertThat(end.find()).as(ran.out() + ran.err()).isTrue();
        assertThat(Long.parseLong(end.group(2).replace(",", ""))).as(ran.out()).isGreaterThanOrEqualTo(ENOUGH);
        return Long.parseLong(end.group(1).replace(",", ""));
    }

    @Test
    void decidesRealReadingsAndContinuesTheSameChain() throws IOException {
        String genesis = Files.readString(directory.resolve("net").resolve("genesis.json"));

        Ran second = up("net", "--readings", "" + ENOUGH);

        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).contains("10 meters replay 1 real recording", "members 4/4");
        assertThat(Files.readString(directory.resolve("net").resolve("genesis.json"))).isEqualTo(genesis);
        assertThat(height(second)).as(second.out()).isGreaterThan(height(first));
    }

    @Test
    void theDirectoryOfEveryMemberIsSound() {
        for (int i = 0; i < 4; i++) {
            Ran ran = Ran.credence("verify", directory.resolve("net").resolve("member-" + i).toString());

            assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
            assertThat(ran.out()).contains("sound", "signatures");
        }
    }

    @Test
    void aFlippedByteOfTheChainIsFoundWithItsBlock() throws IOException {
        DataDirectory copy = copy("flipped-chain");
        Path file = biggest(copy.chain(), "");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Path json = directory.resolve("audit.json");

        Ran ran = Ran.credence("verify", "--data", copy.root().toString(), "--json", json.toString());

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out()).contains("First bad block: ", "(chain)");
        assertThat(Files.readString(json)).contains("\"sound\" : false", "\"part\" : \"chain\"");
    }

    @Test
    void aFlippedByteOfTheStateIsFound() throws IOException {
        DataDirectory copy = copy("flipped-state");
        Path file = biggest(copy.state(), ".sst");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);

        Ran ran = Ran.credence("verify", copy.root().toString());

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out()).contains("First bad block: ", "(state)");
    }

    /** Who audits with another credit model would find the table of every epoch wrong. */
    @Test
    void anAuditWithAnotherCreditModelSaysSo() throws IOException {
        DataDirectory copy = copy("other-model");
        byte[] model = CreditModels.shipped().encoded();
        model[model.length - 1] ^= 1;
        Files.write(copy.creditModel(), model);

        Ran ran = Ran.credence("verify", copy.root().toString());

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("credit model: epoch 0 cannot be ended");
    }

    @Test
    void aDirectoryInUseIsLeftAlone() {
        DataDirectory home = new DataDirectory(directory.resolve("net").resolve("member-1"));
        try (DirectoryLock _ = DirectoryLock.take(home.chain())) {
            Ran ran = Ran.credence("verify", home.root().toString());

            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.err()).contains("in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aBusyPortIsNamed() throws IOException {
        try (ServerSocket busy = new ServerSocket(port + 6, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = up("other");

            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.err()).contains("api port " + busy.getLocalPort() + " of member-2 is not free",
                    "--api-port");
        }
    }

    @Test
    void freshDeletesOnlyWhatLooksLikeAConsortium() throws IOException {
        Files.createDirectories(directory.resolve("documents"));
        Path precious = Files.writeString(directory.resolve("documents").resolve("thesis.txt"), "x");

        Ran ran = up("documents", "--fresh");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(precious).exists();
    }

    private static DataDirectory copy(String name) throws IOException {
        Path from = directory.resolve("net").resolve("member-2");
        Path to = directory.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return new DataDirectory(to);
    }

    private static Path biggest(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
        }
    }
}
