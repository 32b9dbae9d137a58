package org.credence.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkTest {

    @Test
    void putsALengthBeforeEachTransaction() {
        byte[] body = Bulk.request(List.of(new Signed(new byte[]{7}, 1), new Signed(new byte[]{8, 9}, 2)));
        assertThat(body).containsExactly(0, 0, 0, 1, 7, 0, 0, 0, 2, 8, 9);
    }

    @Test
    void readsTheFateOfEach() throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(4 + 4 * 16).putInt(4);
        answer.put((byte) 1).put((byte) 0).putShort((short) 0).putInt(3).putLong(77);
        answer.put((byte) 1).put((byte) 0).putShort((short) 103).putInt(4).putLong(77);
        answer.put((byte) 2).put((byte) 8).putShort((short) 0).putInt(0).putLong(0);
        answer.put((byte) 0).put((byte) 0).putShort((short) 0).putInt(0).putLong(0);

        assertThat(Bulk.fates(answer.array(), 4)).containsExactly(new Bulk.Fate.Accepted(77), new Bulk.Fate.Failed(103),
                new Bulk.Fate.Refused(8), new Bulk.Fate.Undecided());
    }

    @Test
    void refusesAnAnswerThatSpeaksOfMoreOrFewer() {
        byte[] answer = ByteBuffer.allocate(4 + 16).putInt(1).array();
        assertThatThrownBy(() -> Bulk.fates(answer, 2)).isInstanceOf(IOException.class)
                .hasMessageContaining("20 bytes");
    }
}
