package org.credence.ledger.epoch;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Signature;
import org.credence.base.block.Header;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.ListedBatch;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.SignedHeader;
import org.junit.jupiter.api.Test;

/**
 * The first bytes of SHA-256 of the encodings of fixed values: a change of any of them changes every chain
 * (docs/wire-format.md).
 */
class GoldenRecordsTest {

    private static final Map<String, String> EXPECTED = new TreeMap<>(Map.ofEntries(entry("accuse", "9c3b2123"),
            entry("approve", "77670007"), entry("epoch", "434eb30b"), entry("join", "0a18c0bc"),
            entry("leave", "4d1f0dd2"), entry("newView", "8d57c971"), entry("observe", "784c6ce8"),
            entry("proposal", "121df674"), entry("proposals", "69704e57"), entry("remodel", "ef93a08d"),
            entry("roster", "18974b60"), entry("rotate", "ff85a664")));

    private final Committees four = new Committees(4);

    private static String sha256(byte[] bytes) {
        return Digest.of(Hasher.sha256().digest(bytes)).brief();
    }

    @Test
    void encodingsStay() {
        Signature nothing = new Signature(Digest.ZERO, Digest.ZERO);
        SignedHeader signed = new SignedHeader(new Header(Committees.CHAIN, 0, 0, 5, Digest.ZERO, Digest.ZERO, 1, 1,
                Digest.ZERO, 0, Digest.ZERO), nothing);
        four.epoch(Committees.all(4, new Seen(1, 2, 3, 4)));
        Map<String, String> found = new TreeMap<>();
        found.put("observe",
                sha256(new Operation.Observe(new Report(1, Committees.all(4, new Seen(1, 2, 3, 4)))).encoded()));
        found.put("accuse", sha256(new Operation.Accuse(new Evidence.Equivocation(signed, signed)).encoded()));
        Crimes crimes = new Crimes();
        SignedBlock block = crimes.listing(crimes.batch(0, 5, 2), crimes.batch(2, 7, 2));
        found.put("proposal", sha256(new Operation.Accuse(new Evidence.InvalidProposal(block.header(),
                new Flaw.Disordered(ListedBatch.of(block.block(), 0), ListedBatch.of(block.block(), 1)))).encoded()));
        found.put("newView", sha256(new Operation.Accuse(
                crimes.wrong(crimes.newView(crimes.reports(), crimes.right()))).encoded()));
        found.put("join",
                sha256(new Operation.Propose(new Change.Join(four.roster().seats().get(2), nothing)).encoded()));
        found.put("leave", sha256(new Operation.Propose(new Change.Leave("member-1")).encoded()));
        found.put("rotate", sha256(new Operation.Propose(
                new Change.Rotate("member-1", four.committee.key(1), nothing)).encoded()));
        found.put("remodel", sha256(new Operation.Propose(new Change.Remodel(Committees.CHAIN)).encoded()));
        found.put("approve", sha256(new Operation.Approve(Committees.CHAIN).encoded()));
        found.put("roster", sha256(four.constitution.founders().encoded()));
        found.put("epoch", sha256(four.record().encoded()));
        found.put("proposals", sha256(Proposal.encoded(List.of(
                new Proposal(3, new Change.Leave("member-1"), four.committee.members())))));
        assertThat(found).isEqualTo(EXPECTED);
    }
}
