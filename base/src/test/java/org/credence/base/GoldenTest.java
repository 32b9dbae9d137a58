package org.credence.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.base.codec.WireType;
import org.credence.base.merkle.MerkleTree;
import org.junit.jupiter.api.Test;

/** The encodings and digests of fixed values, byte for byte. See {@code golden/README.md} before changing a file. */
class GoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final int LINE = 64;

    private final Transaction transaction = transaction(7, "kWh");
    private final Batch batch = batch();
    private final BatchRef ref =
            new BatchRef(batch.head(), List.of(new Vote(0, signature(60)), new Vote(2, signature(70))));
    private final Header header = new Header(digest(1), 3, 4, 5, digest(2), Block.payloadRoot(List.of(ref)), 2,
            1_790_000_000_000L, digest(3), 4, digest(4));
    private final Block block = Block.of(header, List.of(ref));
    private final MerkleTree tree = MerkleTree.of(IntStream.range(0, 7).boxed().toList(),
            i -> new byte[]{i.byteValue()});

    @Test
    void encodings() {
        golden(WireForm.TRANSACTION, transaction);
        golden(WireForm.BATCH, batch);
        golden(WireForm.BATCH_REF, ref);
        golden(WireForm.HEADER, header);
        golden(WireForm.BLOCK, block);
        golden(WireForm.INCLUSION, tree.inclusion(4));
        golden(WireForm.CONSISTENCY, tree.consistency(3));
    }

    @Test
    void everyFormHasItsFile() {
        assertThat(WireForm.all()).allSatisfy(form -> assertThat(file(form)).isRegularFile());
    }

    @Test
    void digests() {
        Map<String, Digest> digests = new TreeMap<>(Map.of("transaction.id", transaction.id(), "batch.digest",
                batch.digest(), "batch.root", batch.head().root(), "batch.availability",
                batch.head().availability(digest(1)), "block.id", block.id(), "block.payloadRoot",
                header.payloadRoot(), "merkle.root", tree.root(), "merkle.empty",
                MerkleTree.ofLeafHashes(List.of()).root()));
        check(FOLDER.resolve("digests.txt"), digests.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().hex() + "\n").collect(Collectors.joining()));
    }

    @Test
    void tagsAndTypeCodesStayWhatTheyWere() {
        List<String> names = Stream.concat(
                Stream.of(Tag.values()).map(tag -> "tag " + tag + " " + HexFormat.of().formatHex(tag.bytes())),
                Stream.of(WireType.values()).map(type -> "type %s %02x".formatted(type, type.code()))).toList();
        Path file = FOLDER.resolve("names.txt");
        if (WRITE) {
            write(file, String.join("\n", names) + "\n");
        }
        assertThat(names).as("new ones may come, old ones may not change").containsAll(content(file).lines().toList());
    }

    @Test
    void noTwoTagsOrTypesShareTheirBytes() {
        assertThat(Stream.of(Tag.values()).map(tag -> HexFormat.of().formatHex(tag.bytes()))).doesNotHaveDuplicates();
        assertThat(Stream.of(WireType.values()).map(WireType::code)).doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).isBetween(1, 0xff));
    }

    private static <T> void golden(WireForm<T> form, T value) {
        String hex = HexFormat.of().formatHex(form.encode().apply(value));
        check(file(form), hex.replaceAll("(.{" + LINE + "})", "$1\n").stripTrailing() + "\n");
        byte[] stored = HexFormat.of().parseHex(content(file(form)).replace("\n", ""));
        assertThat(form.decode().apply(stored)).as(form.name()).isEqualTo(value);
    }

    private static Path file(WireForm<?> form) {
        return FOLDER.resolve(form.name() + ".hex");
    }

    private static void check(Path file, String actual) {
        if (WRITE) {
            write(file, actual);
        }
        assertThat(actual).as(file.toString()).isEqualTo(content(file));
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Batch batch() {
        List<Transaction> transactions = List.of(transaction(1, ""), transaction(Long.MAX_VALUE, "x".repeat(40)));
        return Batch.of(Batch.head(2, 9, transactions), transactions, signature(50));
    }

    private static Transaction transaction(long nonce, String payload) {
        return new Transaction.Unsigned(digest(1), new PublicKey(digest(32)), nonce, 258, payload.getBytes(UTF_8))
                .signed(signature(128));
    }

    private static Signature signature(int first) {
        return new Signature(digest(first), digest(first + Digest.LENGTH));
    }

    /** Thirty-two bytes that count up from {@code first}. */
    private static Digest digest(int first) {
        byte[] bytes = new byte[Digest.LENGTH];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return Digest.of(bytes);
    }
}
