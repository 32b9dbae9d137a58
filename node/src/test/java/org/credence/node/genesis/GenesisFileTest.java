package org.credence.node.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenesisFileTest {

    private static Genesis four() {
        return Genesis.of("valley", Protocol.CBFT, members(4), List.of(new Genesis.Application("metering",
                new TreeMap<>(Map.of("mostWh", "50000")))));
    }

    private static List<Genesis.Member> members(int count) {
        List<Genesis.Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new Genesis.Member("member-" + i, new PublicKey(new Digest(i + 1, 2, 3, 4)), "127.0.0.1",
                    7000 + i, 8000 + i));
        }
        return members;
    }

    @Test
    void whatIsWrittenReadsBackAsTheSameChain() {
        Genesis genesis = four();
        Genesis read = GenesisFile.parse(GenesisFile.format(genesis));
        assertThat(read).isEqualTo(genesis);
        assertThat(read.chainId()).isEqualTo(genesis.chainId());
    }

    @Test
    void theChainIdNeverChangesForOneGenesis() {
        assertThat(four().chainId().hex())
                .isEqualTo("d3a49b5fb77901ed3fc2ce424822934b2aa23899a34b45ac9244496720b96cc7");
    }

    @Test
    void aMovedMemberIsStillOfTheSameChainButAnotherKeyIsNot() {
        Genesis genesis = four();
        List<Genesis.Member> moved = new ArrayList<>(genesis.members());
        Genesis.Member first = moved.getFirst();
        moved.set(0, new Genesis.Member(first.name(), first.key(), "elsewhere", 1, 2));
        assertThat(with(moved).chainId()).isEqualTo(genesis.chainId());
        moved.set(0, new Genesis.Member(first.name(), new PublicKey(new Digest(9, 9, 9, 9)), first.host(), 1, 2));
        assertThat(with(moved).chainId()).isNotEqualTo(genesis.chainId());
    }

    private static Genesis with(List<Genesis.Member> members) {
        return Genesis.of("valley", Protocol.CBFT, members, four().applications());
    }

    @Test
    void withoutAQuorumTheMostFaultsAreTolerated() {
        String json = GenesisFile.format(four()).replaceAll("\"quorum\"[^}]*},", "");
        assertThat(GenesisFile.parse(json).quorum()).isEqualTo(Quorum.of(4));
    }

    @Test
    void withoutAProtocolItIsTheFirstOne() {
        String json = GenesisFile.format(four()).replaceAll("\"protocol\"[^,]*,", "");
        assertThat(json).doesNotContain("cbft");
        assertThat(GenesisFile.parse(json)).isEqualTo(four());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "network"|"netwrok"|netwrok
            "lan"|"moon"|network
            "cbft"|"cbtf"|protocol
            "f" : 1|"f" : 2|quorum
            "f" : 1|"f" : 1000000000|quorum.f
            "peerPort" : 7002|"peerPort" : 70000|members[2].peerPort
            "peerPort" : 7002|"peerPort" : "7002"|members[2].peerPort
            "peerPort" : 7002|"peerPort" : 7001|members[2].peerPort
            "member-1"|"member-0"|members[1].name
            "member-1"|"a b"|members[1].name
            "host" : "127.0.0.1"|"host" : ""|members[0].host
            "clientSignatures" : true|"clientSignatures" : false|clientSignatures
            "clientSignatures" : true|"clientSignatures" : 1|clientSignatures
            "name" : "metering"|"name" : "opaque"|applications
            "mostWh"|"most Wh"|applications[0].parameters.most Wh
            "bench" : false|"bench" : false, "bench" : false|file
            """)
    void aWrongFieldIsNamed(String original, String replacement, String field) {
        String json = GenesisFile.format(four());
        assertThat(json).contains(original);
        String wrong = json.replace(original, replacement);
        assertThatThrownBy(() -> GenesisFile.parse(wrong)).isInstanceOfSatisfying(ConfigInvalid.class,
                e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void threeMembersAreTooFew() {
        assertThatThrownBy(() -> with(members(3))).isInstanceOfAny(ConfigInvalid.class, IllegalArgumentException.class);
    }
}
