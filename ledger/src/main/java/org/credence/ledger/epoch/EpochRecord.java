package org.credence.ledger.epoch;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.reputation.Ranking;

/**
 * The table of the epoch that lasts: made by the last block of the one before, and the same at every member. Wire:
 * number u32, seed 32, model 32, members (u32 count) of {@link MemberRecord}, rank (u32 count) of u16.
 *
 * @param number  from 0
 * @param seed    decides where credits are equal
 * @param model   digest of the model that ends this epoch
 * @param members by committee index
 * @param rank    members in the order in which they lead
 */
public record EpochRecord(int number, Digest seed, Digest model, List<MemberRecord> members, List<Integer> rank) {

    /** @throws Malformed unless the rank has each member once */
    public EpochRecord {
        members = List.copyOf(members);
        rank = List.copyOf(rank);
        if (!rank.stream().sorted().toList().equals(IntStream.range(0, members.size()).boxed().toList())) {
            throw new Malformed("epoch.rank", "is " + rank + ", must have each of " + members.size() + " members once");
        }
    }

    /** The first epoch's: founders lead in the order of the genesis. */
    static EpochRecord first(Constitution constitution) {
        int members = constitution.founders().seats().size();
        Digest seed = Hasher.of(Tag.EPOCH_SEED).add(constitution.chainId()).add(0).digest();
        return new EpochRecord(0, seed, constitution.model(), Collections.nCopies(members, MemberRecord.newcomer()),
                IntStream.range(0, members).boxed().toList());
    }

    /**
     * What the state says, or the first epoch's if it says nothing yet.
     *
     * @param value the value under {@link org.credence.base.proof.StateKey#epoch}
     */
    public static EpochRecord of(Optional<byte[]> value, Constitution constitution) {
        return value.map(EpochRecord::decode).orElseGet(() -> first(constitution));
    }

    /** The record after this one, for members as they stand then. The seed is a chain: nobody can choose it. */
    EpochRecord next(List<MemberRecord> later, Digest laterModel) {
        Digest nextSeed = Hasher.of(Tag.EPOCH_SEED).add(seed).add(number + 1).digest();
        return new EpochRecord(number + 1, nextSeed, laterModel, later,
                Ranking.of(later.stream().map(MemberRecord::standing).toList(),
                        later.stream().map(MemberRecord::assessment).toList(), nextSeed));
    }

    /** @throws Malformed if it is no record */
    public static EpochRecord decode(byte[] value) {
        Reader reader = new Reader(value);
        EpochRecord record = new EpochRecord(reader.u32("epoch.number", Integer.MAX_VALUE),
                reader.digest("epoch.seed"), reader.digest("epoch.model"),
                reader.list("epoch.members", Limits.COMMITTEE, MemberRecord::read),
                reader.list("epoch.rank", Limits.COMMITTEE, r -> r.u16("epoch.rank")));
        reader.end();
        return record;
    }

    public byte[] encoded() {
        return new Writer(80 + MemberRecord.bytes(members.size()) + 2 * rank.size()).u32(number).digest(seed)
                .digest(model).list(members, MemberRecord::write).list(rank, (member, w) -> w.u16(member)).toBytes();
    }
}
