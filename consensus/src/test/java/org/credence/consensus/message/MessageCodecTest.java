package org.credence.consensus.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.consensus.engine.Promise;
import org.junit.jupiter.api.Test;

/** Messages between members and promises on disk: one encoding each, and nothing else gets through. */
class MessageCodecTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/messages.txt");
    private static final int ROUNDS = 40;
    private static final int MUTANTS_PER_FORM = 600;

    private static byte[] again(byte[] message) {
        return MessageCodec.encode(MessageCodec.decode(message));
    }

    private static byte[] promiseAgain(byte[] promise) {
        return Promise.decode(promise).encode();
    }

    @Test
    void everyMessageComesBackAsItWas() {
        MessageSamples samples = new MessageSamples(1);
        for (int i = 0; i < ROUNDS; i++) {
            for (Message message : samples.messages()) {
                byte[] encoded = MessageCodec.encode(message);
                assertThat(MessageCodec.decode(encoded)).isEqualTo(message);
                assertThat(again(encoded)).isEqualTo(encoded);
            }
        }
    }

    @Test
    void everyPromiseComesBackAsItWas() {
        MessageSamples samples = new MessageSamples(2);
        for (int i = 0; i < ROUNDS; i++) {
            for (Promise promise : samples.promises()) {
                assertThat(Promise.decode(promise.encode())).isEqualTo(promise);
            }
        }
    }

    @Test
    void everyKindIsSampled() {
        List<Class<?>> messages = new MessageSamples(3).messages().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(messages).containsAll(records(Message.class).toList());
        assertThat(new MessageSamples(3).promises().stream().<Class<?>>map(Object::getClass))
                .contains(Promise.class.getPermittedSubclasses());
    }

    private static Stream<Class<?>> records(Class<?> kind) {
        return kind.isSealed()
                ? Stream.of(kind.getPermittedSubclasses()).flatMap(MessageCodecTest::records)
                : Stream.of(kind);
    }

    @Test
    void changedBytesAreRefusedOrAnotherMessage() {
        SplittableRandom random = new SplittableRandom(4);
        for (Message message : new MessageSamples(4).messages()) {
            mutate(MessageCodec.encode(message), random, MessageCodecTest::again);
        }
        for (Promise promise : new MessageSamples(5).promises()) {
            mutate(promise.encode(), random, MessageCodecTest::promiseAgain);
        }
    }

    private static void mutate(byte[] encoded, SplittableRandom random, UnaryOperator<byte[]> again) {
        for (int i = 0; i < MUTANTS_PER_FORM; i++) {
            byte[] mutant = encoded.clone();
            mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            try {
                assertThat(again.apply(mutant.clone())).isEqualTo(mutant);
            } catch (Malformed refused) {
                assertThat(refused.field()).isNotBlank();
            }
        }
    }

    @Test
    void everyShorterOrLongerInputIsRefused() {
        for (Message message : new MessageSamples(6).messages()) {
            byte[] encoded = MessageCodec.encode(message);
            for (int length = 0; length < encoded.length; length += 1 + encoded.length / 200) {
                byte[] cut = Arrays.copyOf(encoded, length);
                assertThatExceptionOfType(Malformed.class).isThrownBy(() -> MessageCodec.decode(cut));
            }
            byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
            assertThatExceptionOfType(Malformed.class).isThrownBy(() -> MessageCodec.decode(longer));
        }
    }

    @Test
    void whatIsNoMessageIsRefusedByItsType() {
        byte[] transaction = Writer.of(WireType.TRANSACTION, 2).toBytes();
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> MessageCodec.decode(transaction))
                .withMessageContaining("TRANSACTION is not a message").extracting(Malformed::field).isEqualTo("type");
    }

    /** Whoever is sent a proposal keeps what is inline there: so nothing else may be. */
    @Test
    void onlyBatchesThatTheBlockOrdersForItsProposerAreInline() {
        MessageSamples samples = new MessageSamples(8);
        Message.Propose whole = samples.messages().stream().filter(Message.Propose.class::isInstance)
                .map(Message.Propose.class::cast).filter(propose -> !propose.inline().isEmpty()).findFirst()
                .orElseThrow();
        Message.Decided other = samples.messages().stream().filter(Message.Decided.class::isInstance)
                .map(Message.Decided.class::cast).findFirst().orElseThrow();
        assertThat(MessageCodec.decode(MessageCodec.encode(whole))).isEqualTo(whole);
        byte[] wrong = MessageCodec.encode(whole.carrying(other.bodies().subList(0, 1)));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> MessageCodec.decode(wrong))
                .extracting(Malformed::field).isEqualTo("inline");
    }

    @Test
    void aDecisionRequestNamesItsLimit() {
        byte[] request = Writer.of(WireType.DECISION_REQUEST, 18).u64(5).u64(5 + TransferMessage.DecisionRequest.MOST)
                .toBytes();
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> MessageCodec.decode(request))
                .withMessageContaining("limit 64").extracting(Malformed::field).isEqualTo("decisionRequest.to");
    }

    /** The bytes on the wire and on disk, for ever: rewrite with {@code -Dgolden.write=true} only for a new version. */
    @Test
    void bytesAreGolden() throws IOException {
        MessageSamples samples = new MessageSamples(7);
        String lines = Stream.concat(
                samples.messages().stream()
                        .map(m -> m.type() + " " + HexFormat.of().formatHex(MessageCodec.encode(m))),
                samples.promises().stream().map(
                        p -> p.getClass().getSimpleName() + " " + HexFormat.of().formatHex(p.encode())))
                .reduce("", (a, b) -> a + b + "\n");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, lines);
        }
        assertThat(lines).isEqualTo(Files.readString(GOLDEN, UTF_8));
    }
}
