package org.credence.consensus.part;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.credence.base.PublicKey;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * A member's place in the consortium. Wire: name (u32 length), key 32, host (u32 length), peer port u16, API port u16.
 *
 * @param name     1 to 64 letters, digits, dots, dashes
 * @param key      its identity
 * @param host     where others reach it, 1 to 255 characters
 * @param peerPort port for members, 1 to 65535
 * @param apiPort  port for clients, 1 to 65535
 */
public record Seat(String name, PublicKey key, String host, int peerPort, int apiPort) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_%\\[\\]-]{1,255}");
    private static final int NAME_LENGTH = 64;
    private static final int HOST_LENGTH = 255;
    private static final int PORTS = 65_535;

    /** @throws Malformed if a field is out of its limits */
    public Seat {
        require(WORD.matcher(name).matches(), "seat.name", "must be 1 to 64 letters, digits, dots or dashes");
        require(HOST.matcher(host).matches(), "seat.host", "must be an address of 1 to 255 characters");
        require(peerPort >= 1 && peerPort <= PORTS, "seat.peerPort", "is " + peerPort + ", limits 1 to 65535");
        require(apiPort >= 1 && apiPort <= PORTS, "seat.apiPort", "is " + apiPort + ", limits 1 to 65535");
    }

    private static void require(boolean holds, String field, String problem) {
        if (!holds) {
            throw new Malformed(field, problem);
        }
    }

    /** The same member with another key. */
    public Seat with(PublicKey other) {
        return new Seat(name, other, host, peerPort, apiPort);
    }

    public static Seat read(Reader reader) {
        return new Seat(text(reader, "seat.name", NAME_LENGTH), reader.key("seat.key"),
                text(reader, "seat.host", HOST_LENGTH), reader.u16("seat.peerPort"), reader.u16("seat.apiPort"));
    }

    public void write(Writer writer) {
        writer.bytes(name.getBytes(StandardCharsets.ISO_8859_1)).key(key)
                .bytes(host.getBytes(StandardCharsets.ISO_8859_1)).u16(peerPort).u16(apiPort);
    }

    private static String text(Reader reader, String field, int most) {
        return new String(reader.bytes(field, most), StandardCharsets.ISO_8859_1);
    }
}
