package org.credence.node.api;

import java.util.HexFormat;
import java.util.List;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Roster;
import org.credence.node.NodeService;

/** The JSON forms that several routes share. */
final class Answers {

    private Answers() {}

    /** A header's fields, as in the wire format. */
    record HeaderView(String chainId, int epoch, long view, long height, String parent, String payloadRoot,
            int proposer, long timeMs, String opening, long stateHeight, String stateRoot) {

        static HeaderView of(Header header) {
            return new HeaderView(header.chainId().hex(), header.epoch(), header.view(), header.height(),
                    header.parent().hex(), header.payloadRoot().hex(), header.proposer(), header.timeMs(),
                    header.opening().hex(), header.stateHeight(), header.stateRoot().hex());
        }
    }

    /** A certificate: on which height, and whose votes. */
    record CertificateView(String phase, long height, List<Integer> members) {

        static CertificateView of(Certificate certificate) {
            return new CertificateView(certificate.phase().name(), certificate.block().height(),
                    voters(certificate.votes()));
        }
    }

    /** A batch that a block refers to. */
    record BatchView(int author, long sequence, String digest, int transactions, int bytes, List<Integer> members) {

        static BatchView of(BatchRef ref) {
            return new BatchView(ref.head().author(), ref.head().sequence(), ref.digest().hex(),
                    ref.head().transactions(), ref.head().bytes(), voters(ref.votes()));
        }
    }

    /** A block in a few words: what lists and the stream show. */
    record BlockSummary(long height, String id, long view, MemberRef proposer, long timeMs, int batches,
            int transactions) {

        static BlockSummary of(NodeService node, Decision decision) {
            Header header = decision.block().header();
            return new BlockSummary(header.height(), decision.block().id().hex(), header.view(),
                    MemberRef.of(node.roster(header.epoch()), header.proposer()), header.timeMs(),
                    decision.block().batches().size(),
                    decision.block().transactions());
        }
    }

    /** A member by index and name. */
    record MemberRef(int index, String name) {

        static MemberRef of(Roster roster, int index) {
            return new MemberRef(index, roster.seats().get(index).name());
        }
    }

    static String encoded(DecidedHeader header) {
        Writer writer = new Writer(1024);
        header.write(writer);
        return hex(writer.toBytes());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static List<Integer> voters(List<Vote> votes) {
        return votes.stream().map(Vote::member).toList();
    }
}
