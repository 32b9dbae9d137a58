package org.credence.consensus.part;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.PublicKey;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * Who the members are, from an epoch on until the next roster (P§1.7). Wire: since u32, before u32, rule u8, f u16,
 * p u16, seats (u32 count).
 *
 * @param since  first epoch it holds in
 * @param before first epoch of the roster before it; equal to {@code since} for the founders'
 * @param quorum how many votes count for what
 * @param seats  in committee order
 */
public record Roster(int since, int before, Quorum quorum, List<Seat> seats) {

    /** @throws Malformed if seats and quorum do not fit, or a name or key is there twice */
    public Roster {
        seats = List.copyOf(seats);
        if (seats.size() != quorum.n() || seats.size() > Limits.COMMITTEE) {
            throw new Malformed("roster.seats", "are " + seats.size() + ", must be " + quorum.n());
        }
        if (seats.stream().map(Seat::name).distinct().count() < seats.size()
                || seats.stream().map(Seat::key).distinct().count() < seats.size()) {
            throw new Malformed("roster.seats", "have a name or a key twice");
        }
    }

    public Committee committee(Digest chainId, int epoch) {
        return new Committee(chainId, epoch, seats.stream().map(Seat::key).toList(), quorum);
    }

    /** Index of the member with this key. */
    public OptionalInt member(PublicKey key) {
        return IntStream.range(0, seats.size()).filter(i -> seats.get(i).key().equals(key)).findFirst();
    }

    /** Index of the member with this name. */
    public OptionalInt member(String name) {
        return IntStream.range(0, seats.size()).filter(i -> seats.get(i).name().equals(name)).findFirst();
    }

    /** @throws Malformed if it is no roster */
    public static Roster decode(byte[] value) {
        Reader reader = new Reader(value);
        int since = reader.u32("roster.since", Integer.MAX_VALUE);
        int before = reader.u32("roster.before", Integer.MAX_VALUE);
        Quorum.Rule rule = Quorum.Rule.of(reader.u8("roster.rule"));
        int f = reader.u16("roster.f");
        int p = reader.u16("roster.p");
        List<Seat> seats = reader.list("roster.seats", Limits.COMMITTEE, Seat::read);
        reader.end();
        try {
            return new Roster(since, before, new Quorum(rule, seats.size(), f, p), seats);
        } catch (IllegalArgumentException e) {
            throw new Malformed("roster.quorum", String.valueOf(e.getMessage()));
        }
    }

    public byte[] encoded() {
        return new Writer(16 + 128 * seats.size()).u32(since).u32(before).u8(quorum.rule().code()).u16(quorum.f())
                .u16(quorum.p()).list(seats, Seat::write).toBytes();
    }
}
