package org.credence.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. Written for the load generator, which shares its
 * processors with the members:
 * a full client would cost more than what it measures. Not safe for several threads.
 */
public final class HttpLink implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int MOST_BODY = 64 * 1024 * 1024;
    private static final int MOST_LINE = 8 * 1024;
    private static final int CONNECT_MS = 5_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** @param status HTTP status code */
    public record Response(int status, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** @param answerMs an answer that takes longer than this many milliseconds fails its request */
    public HttpLink(int port, int answerMs) throws IOException {
        socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(answerMs);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            out = socket.getOutputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Asks for a resource. */
    public Response get(String path, String accept) throws IOException {
        out.write(ascii("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: " + accept + "\r\n\r\n"));
        return answer();
    }

    /** Sends bytes of a media type and asks for an answer of the same. */
    public Response post(String path, String mediaType, byte[] body) throws IOException {
        byte[] head = ascii("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: " + mediaType
                + "\r\nContent-Type: " + mediaType + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        // In one write: two would be two segments and twice the wake-ups.
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        out.write(request);
        return answer();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("closing a socket gives up nothing", e);
        }
    }

    private Response answer() throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.1 ") || status.length() < 12) {
            throw new IOException("no HTTP/1.1 answer: " + status);
        }
        int length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            }
        }
        byte[] body = chunked ? chunks() : exactly(Math.max(0, length));
        return new Response(Integer.parseInt(status.substring(9, 12)), body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.writeBytes(exactly(length));
            line();
            if (body.size() > MOST_BODY) {
                throw new IOException("answer longer than " + MOST_BODY + " bytes");
            }
        }
        line();
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        if (length > MOST_BODY) {
            throw new IOException("answer of " + length + " bytes, limit " + MOST_BODY);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended");
            }
            if (line.length() == MOST_LINE) {
                throw new IOException("header line longer than " + MOST_LINE);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
