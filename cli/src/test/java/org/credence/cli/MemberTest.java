package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.credence.apps.metering.feed.Recording;
import org.credence.cli.feeder.Fleet;
import org.credence.cli.up.LocalConsortium;
import org.credence.cli.up.Session;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.node.Retention;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
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
        try (Session _ = Session.start(consortium, false, Retention.all(), fleet, 400, _ -> {})) {
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

    /** The member has its next key from the start, so that it need not be restarted. */
    @Test
    void keysAreRotatedByDecisionOfAQuorum() throws IOException {
        LocalConsortium consortium = LocalConsortium.create(directory.resolve("net"), Protocol.CBFT,
                Optional.of(new Genesis.Epochs(40, CreditModels.shipped().digest())), 4);
        String genesis = directory.resolve("net").resolve("genesis.json").toString();
        DataDirectory home = consortium.home(1);
        char[] secret = Files.readString(home.root().resolve(LocalConsortium.PASSWORD)).strip().toCharArray();
        try (KeyPair next = KeyPair.generate(new SecureRandom())) {
            Keystore.create(home.nextKey(), next, secret, KeyDerivation.LIGHT, new SecureRandom());
        }
        Fleet fleet = Fleet.of(Recording.shipped(), 10, consortium.feederSecret());
        try (Session _ = Session.start(consortium, false, Retention.all(), fleet, 400, _ -> {})) {
            await().atMost(Duration.ofSeconds(60)).until(
                    () -> Ran.credence("member", "list", "--genesis", genesis).code() == 0);
            Ran rotate = Ran.credence("key", "rotate", "--json", "--data", home.root().toString());
            assertThat(rotate.code()).as(rotate.err()).isZero();
            String id = rotate.out().replaceAll("(?s).*\"id\" : \"([0-9a-f]{64})\".*", "$1");
            // What is certified is a block or two behind what is decided.
            Ran proposals = await().atMost(Duration.ofSeconds(20)).until(
                    () -> Ran.credence("member", "proposals", "--json", "--genesis", genesis),
                    ran -> ran.out().contains("\"id\" : \"" + id + "\""));
            assertThat(proposals.out()).contains("member-1 gets key").contains("\"needed\" : 3");
            for (int member : List.of(0, 2)) {
                Ran approve = Ran.credence("member", "approve", id, "--data",
                        consortium.home(member).root().toString());
                assertThat(approve.code()).as(approve.err()).isZero();
            }
            Ran again = Ran.credence("member", "approve", id, "--data", consortium.home(2).root().toString(),
                    "--genesis", genesis);
            assertThat(again.code()).as(again.out() + again.err()).isEqualTo(1);
            String fresh = Keystore.publicKey(home.nextKey()).hex();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Ran.credence("members", "--json", "--genesis", genesis).out().contains(fresh));
            Ran list = Ran.credence("member", "list", "--genesis", genesis);
            assertThat(list.code()).as("the new key is learned from the others: " + list.err()).isZero();
            await("signed with the new key, once that is certified").atMost(Duration.ofSeconds(20)).until(
                    () -> Ran.credence("member", "propose", "leave", "member-3", "--data",
                            consortium.home(1).root().toString(), "--genesis", genesis).err(),
                    err -> err.contains("IMPOSSIBLE_CHANGE"));
        }
        for (int member = 0; member < 4; member++) {
            Ran audit = Ran.credence("verify", consortium.home(member).root().toString());
            assertThat(audit.code()).as(audit.out() + audit.err()).isZero();
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
