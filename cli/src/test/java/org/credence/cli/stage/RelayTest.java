package org.credence.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits for nothing but what must come; what must not come is shown by the end of the stream. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RelayTest {

    private ServerSocket target;
    private Relay relay;

    @BeforeEach
    void open() throws IOException {
        target = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        relay = Relay.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getLocalPort()));
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        target.close();
    }

    private Socket dial() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), relay.port());
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    /** All that still comes before the stream ends, in whatever way it does. */
    private static String hearToTheEnd(Socket socket) throws IOException {
        StringBuilder heard = new StringBuilder();
        try {
            int next = socket.getInputStream().read();
            while (next >= 0) {
                heard.append((char) next);
                next = socket.getInputStream().read();
            }
        } catch (SocketException e) {
            // Closed with bytes unread: an end as well.
            return heard.toString();
        }
        return heard.toString();
    }

    @Test
    void bytesPassInBothDirectionsAsTheyAre() throws Exception {
        byte[] there = new byte[1_000_000];
        byte[] back = new byte[700_000];
        new Random(1).nextBytes(there);
        new Random(2).nextBytes(back);

        try (Socket dialing = dial(); Socket accepting = target.accept()) {
            CompletableFuture<byte[]> heard = CompletableFuture.supplyAsync(() -> {
                try {
                    accepting.getOutputStream().write(back);
                    return accepting.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            Thread writing = Thread.ofVirtual().start(() -> {
                try {
                    dialing.getOutputStream().write(there);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(dialing.getInputStream().readNBytes(back.length)).isEqualTo(back);
            writing.join();
            dialing.shutdownOutput();

            assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo(there);
        }
    }

    @Test
    void whatIsSaidOnACutLinkIsLostAndAfterwardsAllIsDialedAnew() throws IOException {
        try (Socket dialing = dial(); Socket accepting = target.accept()) {
            say(dialing, "before");
            assertThat(hear(accepting, 6)).isEqualTo("before");
            relay.cut();
            say(dialing, "lost");
            say(accepting, "lost too");
            try (Socket meanwhile = dial()) {
                say(meanwhile, "to nobody");
                meanwhile.shutdownOutput();
                assertThat(hearToTheEnd(meanwhile)).isEmpty();
            }
            relay.join();
            assertThat(hearToTheEnd(accepting)).isEmpty();
            assertThat(hearToTheEnd(dialing)).isEmpty();
        }
        // Also the first since then that reaches the target: the one made meanwhile did not.
        try (Socket dialing = dial(); Socket accepting = target.accept()) {
            say(dialing, "after");
            say(accepting, "heard");

            assertThat(hear(accepting, 5)).isEqualTo("after");
            assertThat(hear(dialing, 5)).isEqualTo("heard");
        }
    }

    @Test
    void joiningALinkThatIsWholeClosesNothing() throws IOException {
        try (Socket dialing = dial(); Socket accepting = target.accept()) {
            relay.join();
            say(dialing, "still here");

            assertThat(hear(accepting, 10)).isEqualTo("still here");
        }
    }

    @Test
    void whatASlowMemberSaysComesLaterAndInOrder() throws IOException {
        try (Socket dialing = dial(); Socket accepting = target.accept()) {
            relay.slow(200);
            long said = System.nanoTime();
            say(dialing, "slow");
            assertThat(hear(accepting, 4)).isEqualTo("slow");
            assertThat(System.nanoTime() - said).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(199));

            say(dialing, "first ");
            relay.slow(0);
            say(dialing, "second");

            assertThat(hear(accepting, 12)).isEqualTo("first second");
        }
    }

    @Test
    void eachEndLearnsThatTheOtherIsGone() throws IOException {
        try (Socket dialing = dial()) {
            target.accept().close();
            assertThat(hearToTheEnd(dialing)).isEmpty();
        }
        Socket leaving = dial();
        try (Socket accepting = target.accept()) {
            leaving.close();
            assertThat(hearToTheEnd(accepting)).isEmpty();
        }
        target.close();
        try (Socket dialing = dial()) {
            assertThat(hearToTheEnd(dialing)).isEmpty();
        }
    }
}
