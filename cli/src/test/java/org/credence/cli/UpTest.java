package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's first command, end to end in this process: four members, TLS between them, HTTP, real readings. */
class UpTest {

    private static final Pattern DECIDED = Pattern.compile("stopped at height ([\\d,]+), ([\\d,]+) readings decided");

    @TempDir
    private Path directory;

    /** The lowest of eight neighbouring ports that were free a moment ago: four for peers, then four for the API. */
    private static int freePorts() throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            List<ServerSocket> sockets = new ArrayList<>();
            try {
                ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(first);
                for (int i = 1; i < 8; i++) {
                    sockets.add(new ServerSocket(first.getLocalPort() + i, 1, InetAddress.getLoopbackAddress()));
                }
                return first.getLocalPort();
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

    private Ran up(int port, String... more) {
        List<String> line = new ArrayList<>(List.of("up", "--plain", "--data", directory.resolve("net").toString(),
                "--peer-port", "" + port, "--api-port", "" + (port + 4), "--meters", "10", "--rate", "200"));
        line.addAll(List.of(more));
        return Ran.credence(line.toArray(String[]::new));
    }

    private static long[] decided(Ran ran) {
        Matcher end = DECIDED.matcher(ran.out());
        assertThat(end.find()).as(ran.out() + ran.err()).isTrue();
        return new long[]{Long.parseLong(end.group(1).replace(",", "")),
                Long.parseLong(end.group(2).replace(",", ""))};
    }

    @Test
    void decidesRealReadingsAndContinuesTheSameChain() throws IOException {
        int port = freePorts();

        Ran first = up(port, "--seconds", "6");
        String chain = Files.readString(directory.resolve("net").resolve("genesis.json"));
        Ran second = up(port, "--seconds", "5");

        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).contains("10 meters replay 1 real recording", "members 4/4");
        assertThat(decided(first)[1]).as(first.out()).isGreaterThan(20);
        assertThat(Files.readString(directory.resolve("net").resolve("genesis.json"))).isEqualTo(chain);
        assertThat(decided(second)[0]).as(second.out()).isGreaterThan(decided(first)[0]);
        assertThat(decided(second)[1]).as(second.out()).isGreaterThan(10);
    }

    @Test
    void aBusyPortIsNamed() throws IOException {
        int port = freePorts();
        try (ServerSocket busy = new ServerSocket(port + 6, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = up(port, "--seconds", "1");

            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.err()).contains("api port " + busy.getLocalPort() + " of member-2 is not free",
                    "--api-port");
        }
    }

    @Test
    void freshDeletesOnlyWhatLooksLikeAConsortium() throws IOException {
        Files.createDirectories(directory.resolve("net"));
        Path precious = Files.writeString(directory.resolve("net").resolve("thesis.txt"), "x");

        Ran ran = up(freePorts(), "--fresh", "--seconds", "1");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(precious).exists();
    }
}
