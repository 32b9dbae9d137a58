package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.credence.apps.metering.feed.Recording;
import org.credence.cli.feeder.Fleet;
import org.credence.cli.up.LocalConsortium;
import org.credence.cli.up.Session;
import org.credence.consensus.protocol.Protocol;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What members have earned, asked of members that run and checked against the genesis file. */
class MemberTest {

    @TempDir
    private Path directory;

    @Test
    void tellsWhoHasEarnedWhatAndWhy() {
        LocalConsortium consortium = LocalConsortium.create(directory.resolve("net"), Protocol.CBFT,
                Optional.of(new Genesis.Epochs(40, CreditModels.shipped().digest())), 4);
        String genesis = directory.resolve("net").resolve("genesis.json").toString();
        Fleet fleet = Fleet.of(Recording.shipped(), 10, consortium.feederSecret());
        try (Session _ = Session.start(consortium, false, fleet, 400, _ -> {})) {
            await().atMost(Duration.ofSeconds(60)).until(
                    () -> Ran.credence("member", "list", "--json", "--genesis", genesis).out()
                            .contains("\"epoch\" : 2"));
            Ran list = Ran.credence("member", "list", "--genesis", genesis);
            assertThat(list.code()).as(list.err()).isZero();
            assertThat(list.out()).contains("credit model 5ca88fb9", "member-0", "member-3");

            Ran show = Ran.credence("member", "show", "member-1", "--genesis", genesis);
            assertThat(show.code()).as(show.err()).isZero();
            assertThat(show.out()).contains("confirm-lag", "proven-faults", "The model assesses this at 0.9");

            Ran nobody = Ran.credence("member", "show", "member-9", "--genesis", genesis);
            assertThat(nobody.code()).isEqualTo(2);
            assertThat(nobody.err()).contains("NAME: is 'member-9', must be one of [member-0");
        }
    }

    @Test
    void aChainWithoutEpochsHasNoCredit() {
        LocalConsortium.create(directory.resolve("net"), Protocol.PBFT, Optional.empty(), 4);
        Ran list = Ran.credence("member", "list", "--genesis",
                directory.resolve("net").resolve("genesis.json").toString());
        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err()).contains("this chain has one epoch");
    }

    @Test
    void epochsAreForProtocolsThatHaveThem() {
        Ran ran = Ran.credence("genesis", "create", directory.resolve("g").toString(), "--members", "4", "--protocol",
                "pbft", "--epoch-blocks", "100");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--epoch-blocks: is 100, must be 0 with pbft");
    }
}
