package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.credence.crypto.Keystore;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysAndGenesisTest {

    @TempDir
    private Path directory;

    private String password;

    @BeforeEach
    void writePassword() throws IOException {
        password = Files.writeString(directory.resolve("secret.txt"), "correct horse\n").toString();
    }

    @Test
    void aKeyIsMadeShownAndNeverOverwritten() {
        String file = directory.resolve("member.key").toString();

        Ran made = Ran.credence("key", "create", file, "--password-file", password);
        Ran shown = Ran.credence("key", "show", file, "--check", "--password-file", password, "--json");
        Ran again = Ran.credence("key", "create", file, "--password-file", password);

        assertThat(made.code()).isZero();
        assertThat(made.out().strip()).matches("[0-9a-f]{64}");
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("\"publicKey\" : \"" + made.out().strip() + "\"");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("never overwritten");
    }

    @Test
    void aWrongPasswordIsSaidInOneLine() throws IOException {
        String file = directory.resolve("member.key").toString();
        Ran.credence("key", "create", file, "--password-file", password);
        String wrong = Files.writeString(directory.resolve("wrong.txt"), "battery staple").toString();

        Ran ran = Ran.credence("key", "show", file, "--check", "--password-file", wrong);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err().lines()).containsExactly("credence: keystore: wrong password");
    }

    @Test
    void aGenesisWithKeysForAllIsReadBack() {
        Path net = directory.resolve("net");

        Ran made = Ran.credence("genesis", "create", net.toString(), "--members", "4", "--name", "acme", "--peer-port",
                "7000", "--api-port", "8000", "--password-file", password);
        Ran shown = Ran.credence("genesis", "show", net.resolve("genesis.json").toString());

        assertThat(made.code()).as(made.err()).isZero();
        Genesis genesis = GenesisFile.read(net.resolve("genesis.json"));
        assertThat(genesis.members()).hasSize(4);
        assertThat(genesis.members().get(3).apiPort()).isEqualTo(8003);
        assertThat(Keystore.publicKey(net.resolve("member-2").resolve("member.key")))
                .isEqualTo(genesis.members().get(2).key());
        assertThat(GenesisFile.read(net.resolve("member-2").resolve("genesis.json"))).isEqualTo(genesis);
        assertThat(shown.out()).contains(genesis.chainId().hex(), "member-3", "8003", "decides with 3 CONFIRMs");
    }

    @Test
    void membersMayBringTheirOwnKeys() {
        Path net = directory.resolve("net");
        String[] line = {"genesis", "create", net.toString(), "", "", "", ""};
        for (int i = 0; i < 4; i++) {
            line[3 + i] = "--member=m" + i + "=" + ("0" + i).repeat(32) + "@10.0.0." + i + ":7101:8101";
        }

        Ran ran = Ran.credence(line);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(GenesisFile.read(net.resolve("genesis.json")).members()).extracting(Genesis.Member::host)
                .containsExactly("10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void aGenesisIsNeitherTooSmallNorOverwritten() throws IOException {
        Path net = directory.resolve("net");

        Ran small = Ran.credence("genesis", "create", net.toString(), "--members", "3", "--password-file", password);
        Files.writeString(net.resolve("genesis.json"), "{}");
        Ran again = Ran.credence("genesis", "create", net.toString(), "--members", "4", "--password-file", password);

        assertThat(small.code()).isEqualTo(2);
        assertThat(small.err()).contains("must be at least 4");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("is not overwritten");
    }
}
