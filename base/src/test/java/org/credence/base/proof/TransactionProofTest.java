package org.credence.base.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.base.Samples;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.base.codec.Malformed;
import org.junit.jupiter.api.Test;

class TransactionProofTest {

    private final Samples samples = new Samples(11);
    private final List<Batch> batches = List.of(samples.batch(), samples.batch(), samples.batch());
    private final Block block = block();

    @Test
    void everyTransactionOfABlockIsProved() {
        for (int position = 0; position < batches.size(); position++) {
            Batch batch = batches.get(position);
            for (int index = 0; index < batch.transactions().size(); index++) {
                TransactionProof proof = TransactionProof.of(block, position, batch, index);
                TransactionProof read = TransactionProof.decode(proof.encoded());
                assertThat(read).isEqualTo(proof);
                byte[] transaction = batch.transactions().get(index).encoded();
                assertThat(read.proves(transaction, block.header().payloadRoot())).isTrue();
                assertThat(read.proves(samples.transaction().encoded(), block.header().payloadRoot())).isFalse();
                assertThat(read.proves(transaction, samples.digest())).isFalse();
            }
        }
    }

    @Test
    void anAlteredByteNeverProves() {
        byte[] encoded = TransactionProof.of(block, 1, batches.get(1), 0).encoded();
        byte[] transaction = batches.get(1).transactions().getFirst().encoded();
        for (int i = 0; i < encoded.length * Byte.SIZE; i++) {
            byte[] altered = encoded.clone();
            altered[i / Byte.SIZE] ^= (byte) (1 << i % Byte.SIZE);
            assertThat(proves(altered, transaction)).as("bit %d", i).isFalse();
        }
    }

    @Test
    void aShorterOrLongerFormIsRefused() {
        byte[] encoded = TransactionProof.of(block, 0, batches.getFirst(), 0).encoded();
        for (int length : new int[]{0, 2, 10, encoded.length - 1, encoded.length + 1}) {
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> TransactionProof.decode(Arrays.copyOf(encoded, length)));
        }
    }

    private boolean proves(byte[] proof, byte[] transaction) {
        try {
            return TransactionProof.decode(proof).proves(transaction, block.header().payloadRoot());
        } catch (Malformed e) {
            return false;
        }
    }

    private Block block() {
        List<BatchRef> refs = new ArrayList<>();
        for (Batch batch : batches) {
            refs.add(new BatchRef(batch.head(),
                    List.of(new Vote(0, samples.signature()), new Vote(1, samples.signature()))));
        }
        Header header = samples.header(Block.payloadRoot(refs));
        return Block.of(header, refs);
    }
}
