package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.base.PublicKey;
import org.credence.base.block.Transaction;
import org.credence.client.BlockSubscription;
import org.credence.client.BulkAnswer;
import org.credence.client.CredenceClient;
import org.credence.client.ProvenTransaction;
import org.credence.client.RequestRefused;
import org.credence.client.Submission;
import org.credence.client.TransactionRejected;
import org.credence.client.verify.ChainTrust;
import org.credence.client.verify.ProofInvalid;
import org.credence.consensus.part.Quorum.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Java client and the API understand each other, proofs included. */
@Timeout(40)
class ClientAgainstApiTest extends ApiTest {

    private CredenceClient client;
    private ChainTrust trust;

    @BeforeEach
    void connect() {
        client = CredenceClient.of(List.of(URI.create("http://127.0.0.1:1"), uri("/")));
        trust = ChainTrust.of(node.genesis().committee());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void submitsAndProves() {
        Transaction transaction = registration(1);
        assertThat(client.prove(transaction.id(), trust)).isEmpty();
        assertThat(client.submit(transaction)).isEqualTo(new Submission.Accepted(transaction.id()));
        assertThat(client.prove(transaction.id(), trust)).isEmpty();
        node.decide();
        assertThat(client.prove(transaction.id(), trust).orElseThrow().receipt()).isEmpty();
        node.decide();
        ProvenTransaction proven = client.prove(transaction.id(), trust).orElseThrow();
        assertThat(proven.transaction().transaction()).isEqualTo(transaction);
        assertThat(proven.receipt().orElseThrow().receipt().accepted()).isTrue();
        assertThat(client.transaction(transaction.id()))
                .hasValue(new Submission.Decided(transaction.id(), 1, 0, "ACCEPTED", 0));
        assertThat(client.header(2, trust).orElseThrow().header().stateHeight()).isEqualTo(1);
        assertThat(client.blocks(1, 10)).hasSize(2);
        var meter = client.state("/v1/meters/" + METER_ID.hex(), Metering.meterKey(METER_ID), trust);
        assertThat(meter.value().map(MeterRecord::decode)).hasValue(new MeterRecord(METER.publicKey(), REGION, 0));
        var absent = client.state("/v1/meters/" + METER_ID.hex() + "/periods/2011-07",
                Metering.monthKey(METER_ID, 498), trust);
        assertThat(absent.value()).isEmpty();
    }

    @Test
    void doesNotBelieveAnotherCommittee() {
        node.decide();
        List<PublicKey> strangers = List.of(SoloNode.signer(60).publicKey(), SoloNode.signer(61).publicKey(),
                SoloNode.signer(62).publicKey(), SoloNode.signer(63).publicKey());
        ChainTrust other = ChainTrust.of(node.genesis().chainId(), strangers, Rule.TWO_LANES, 1, 1);
        assertThatExceptionOfType(ProofInvalid.class).isThrownBy(() -> client.header(1, other));
    }

    @Test
    void bulk() {
        node.atOnce = true;
        byte[] broken = readings(2, JULY, 5).encoded().clone();
        broken[broken.length - 1] ^= 1;
        BulkAnswer answer = client.bulk(List.of(registration(1).encoded(), broken, registration(3).encoded()),
                Duration.ofSeconds(5));
        assertThat(answer.status(0)).isEqualTo(BulkAnswer.Status.DECIDED);
        assertThat(answer.refusal(1)).isEqualTo(BulkAnswer.Refusal.BAD_SIGNATURE);
        assertThat(answer.outcomeCode(2)).isEqualTo(100);
        assertThat(answer.height(2)).isEqualTo(1);
    }

    @Test
    void failuresAreTyped() {
        byte[] broken = registration(1).encoded().clone();
        broken[broken.length - 1] ^= 1;
        assertThatExceptionOfType(TransactionRejected.class)
                .isThrownBy(() -> client.submit(Transaction.decode(broken)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("transaction.signature"));
        assertThatExceptionOfType(RequestRefused.class).isThrownBy(() -> client.get("/v1/blocks/x"))
                .satisfies(e -> assertThat(e.field()).hasValue("path.height"));
        assertThat(client.text("/v1/why")).startsWith("Nothing is wrong");
    }

    @Test
    void followsBlocks() {
        node.decide();
        List<Long> heights = new CopyOnWriteArrayList<>();
        try (BlockSubscription subscription = client.subscribe(0, block -> heights.add(block.height()))) {
            await().until(() -> heights.size() == 1);
            node.decide();
            node.decide();
            await().until(() -> heights.size() == 3);
            assertThat(heights).containsExactly(1L, 2L, 3L);
            assertThat(subscription.failure()).isEmpty();
        }
    }
}
