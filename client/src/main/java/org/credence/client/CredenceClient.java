package org.credence.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateKey;
import org.credence.client.verify.ChainTrust;
import org.credence.client.verify.ProofInvalid;
import org.credence.client.verify.VerifiedHeader;
import org.credence.client.verify.VerifiedReceipt;
import org.credence.client.verify.VerifiedState;
import org.credence.client.verify.VerifiedTransaction;
import tools.jackson.databind.JsonNode;

/**
 * Speaks to a chain through any of its members. A request goes to the member that answered last; if that fails, to the
 * next one, until
 * each was tried once. Every method may throw the {@link ClientException}s. Safe from any thread.
 *
 * <p>
 * What a method without a {@link ChainTrust} returns is one member's word; what one with it returns has been checked.
 */
public final class CredenceClient implements AutoCloseable {

    /** Most transactions in one {@link #bulk}. */
    public static final int MOST_BULK = 1_000;

    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;

    private final Members members;

    private CredenceClient(Members members) {
        this.members = members;
    }

    /**
     * A client of the members whose APIs are at these addresses, such as {@code http://127.0.0.1:8080}.
     *
     * @throws IllegalArgumentException if there is none, or one is no HTTP address
     */
    public static CredenceClient of(List<URI> members) {
        return new CredenceClient(new Members(members, CONNECT));
    }

    /**
     * Hands in a transaction. Doing so again, here or elsewhere, is harmless.
     *
     * @throws TransactionRejected if it can never be taken in
     */
    public Submission submit(Transaction transaction) {
        return submit(transaction, Duration.ZERO);
    }

    /**
     * Hands in a transaction and waits until it is decided and executed.
     *
     * @param wait at most this long, and at most a minute; {@link Submission.Accepted} if it is not decided by then
     * @throws TransactionRejected if it can never be taken in
     */
    public Submission submitAndWait(Transaction transaction, Duration wait) {
        return submit(transaction, wait);
    }

    private Submission submit(Transaction transaction, Duration wait) {
        String body = "{\"transaction\":\"" + HexFormat.of().formatHex(transaction.encoded()) + "\"}";
        byte[] answer = members.send("v1/transactions" + query(wait), uri -> request(uri, wait)
                .headers("Content-Type", JSON, "Accept", JSON).POST(BodyPublishers.ofString(body)).build());
        Submission submission = submission(Answer.field(Answer.parse(answer), "results").path(0));
        if (!submission.id().equals(transaction.id())) {
            throw new AnswerMalformed("the answer is about another transaction");
        }
        return submission;
    }

    /**
     * Hands in many encoded transactions at little cost.
     *
     * @param transactions 1 to {@link #MOST_BULK}
     * @param wait         as in {@link #submitAndWait}; zero to return once they are taken in
     */
    public BulkAnswer bulk(List<byte[]> transactions, Duration wait) {
        Writer body = new Writer(transactions.stream().mapToInt(t -> t.length + Integer.BYTES).sum());
        transactions.forEach(body::bytes);
        byte[] bytes = body.toBytes();
        byte[] answer = members.send("v1/transactions" + query(wait), uri -> request(uri, wait)
                .headers("Content-Type", BYTES, "Accept", BYTES).POST(BodyPublishers.ofByteArray(bytes)).build());
        return BulkAnswer.decode(answer, transactions.size());
    }

    /** Where a transaction stands; empty if the member knows nothing of it. */
    public Optional<Submission> transaction(Digest id) {
        return found("v1/transactions/" + id.hex()).map(CredenceClient::submission);
    }

    /**
     * Fetches a decided transaction with its proofs and checks them; empty if the member does not know it as decided.
     *
     * @throws ProofInvalid if they do not hold
     */
    public Optional<ProvenTransaction> prove(Digest id, ChainTrust trust) {
        return found("v1/transactions/" + id.hex() + "?proof=true").filter(json -> json.has("proof"))
                .map(json -> proven(id, json, trust));
    }

    private static ProvenTransaction proven(Digest id, JsonNode json, ChainTrust trust) {
        JsonNode proof = Answer.field(json, "proof");
        VerifiedTransaction transaction = trust.verifyTransaction(id, Answer.bytes(json, "encoded"),
                Answer.bytes(proof, "inclusion"), Answer.bytes(proof, "header"));
        Optional<VerifiedReceipt> receipt = proof.has("receipt")
                ? Optional.of(trust.verifyReceipt(id, Answer.bytes(proof, "receipt"),
                        Answer.bytes(proof, "receiptHeader")))
                : Optional.empty();
        return new ProvenTransaction(transaction, receipt);
    }

    /**
     * Fetches the header of a decided block and checks that it is; empty if the member does not have it.
     *
     * @throws ProofInvalid if it is not
     */
    public Optional<VerifiedHeader> header(long height, ChainTrust trust) {
        return found("v1/blocks/" + height + "/proof").map(json -> {
            VerifiedHeader header = trust.verifyHeader(Answer.bytes(json, "proof"));
            if (header.height() != height) {
                throw new AnswerMalformed("the answer is about height " + header.height());
            }
            return header;
        });
    }

    /**
     * Fetches what the state holds under a key and checks it.
     *
     * @param path of a route that answers with a {@code certified} part, such as {@code /v1/meters/…}
     * @param key  where the answer must be in the state
     * @throws ProofInvalid if the proof does not hold for that key
     */
    public VerifiedState state(String path, StateKey key, ChainTrust trust) {
        JsonNode certified = Answer.field(get(path), "certified");
        return trust.verifyState(key, Answer.bytes(certified, "proof"), Answer.bytes(certified, "header"));
    }

    /**
     * The trust with the members of today in it, and of all times since: to be asked for when a chain may have changed
     * its members, say when something that should verify does not.
     *
     * @throws org.credence.client.verify.ProofInvalid if they do not follow from those known so far
     */
    public ChainTrust renewed(ChainTrust trust) {
        Optional<JsonNode> present = found("v1/roster");
        if (present.isEmpty()) {
            // Members of such a chain never change; and whoever says so of another keeps this client with those it
            // knows.
            return trust;
        }
        JsonNode certified = Answer.field(present.get(), "certified");
        ChainTrust renewed = trust.learned(Answer.bytes(certified, "proof"), Answer.bytes(certified, "header"));
        for (OptionalInt since = renewed.unknownSince(); since.isPresent(); since = renewed.unknownSince()) {
            JsonNode past = Answer.field(get("/v1/rosters/" + since.getAsInt()), "certified");
            renewed = renewed.learnedPast(since.getAsInt(), Answer.bytes(past, "proof"), Answer.bytes(past, "header"));
        }
        return renewed;
    }

    /** Blocks from a height on, ascending; at most 100. */
    public List<BlockSummary> blocks(long from, int count) {
        JsonNode blocks = Answer.field(get("/v1/blocks?from=" + from + "&count=" + count), "blocks");
        return blocks.valueStream().map(BlockSummary::of).toList();
    }

    /** The JSON answer of any route, as {@code openapi.yaml} lays it down. */
    public JsonNode get(String path) {
        return Answer.parse(fetch(relative(path), JSON));
    }

    /**
     * A decided block with its proof and all it ordered, as members store it; empty if no member has it that answers,
     * not yet or not any more. Nothing is checked.
     */
    public Optional<byte[]> stored(long height) {
        return find("v1/blocks/" + height + "/stored", BYTES);
    }

    /** The newest snapshot of the first member that has one; empty if none has that answers. Nothing is checked. */
    public Optional<SnapshotOffer> snapshot() {
        return find("v1/snapshot", JSON).map(Answer::parse).map(SnapshotOffer::of);
    }

    /**
     * One part of a snapshot, unchecked.
     *
     * @param epoch of {@link SnapshotOffer}
     * @param part  from 0
     * @throws RequestRefused if it is not there any more
     */
    public byte[] part(int epoch, int part) {
        return find("v1/snapshots/" + epoch + "/" + part, BYTES)
                .orElseThrow(() -> new RequestRefused(NOT_FOUND, "NOT_FOUND", "",
                        "no member has part " + part + " of the snapshot below epoch " + epoch + " any more"));
    }

    /** The text answer of a route that has one: {@code /v1/why}, {@code /metrics}. */
    public String text(String path) {
        return new String(fetch(relative(path), "text/plain"), StandardCharsets.UTF_8);
    }

    /**
     * Calls {@code listener}, from one thread, for every block above a height, in order and without gaps, until closed.
     * Follows another
     * member when one fails.
     *
     * @param above height after which to begin; negative to begin with the next block
     */
    public BlockSubscription subscribe(long above, Consumer<BlockSummary> listener) {
        return new BlockSubscription(members, above, listener);
    }

    /** Frees the connections; subscriptions end. */
    @Override
    public void close() {
        members.close();
    }

    private Optional<JsonNode> found(String path) {
        try {
            return Optional.of(Answer.parse(fetch(path, JSON)));
        } catch (RequestRefused e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private byte[] fetch(String path, String accept) {
        return members.send(path, uri -> get(uri, accept));
    }

    private Optional<byte[]> find(String path, String accept) {
        return members.find(path, uri -> get(uri, accept));
    }

    private static HttpRequest get(URI uri, String accept) {
        return request(uri, Duration.ZERO).header("Accept", accept).GET().build();
    }

    private static HttpRequest.Builder request(URI uri, Duration wait) {
        return HttpRequest.newBuilder(uri).timeout(ANSWER.plus(wait));
    }

    private static String query(Duration wait) {
        return wait.isZero() ? "" : "?wait=decided&timeoutMs=" + Math.clamp(wait.toMillis(), 1, 60_000);
    }

    private static String relative(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: '" + path + "', must begin with /");
        }
        return path.substring(1);
    }

    private static Submission submission(JsonNode json) {
        String status = Answer.text(json, "status");
        return switch (status) {
            case "accepted" -> new Submission.Accepted(Answer.digest(json, "id"));
            case "decided" -> new Submission.Decided(Answer.digest(json, "id"), Answer.number(json, "height"),
                    (int) Answer.number(json, "index"), Answer.text(json, "outcome"),
                    (int) Answer.number(json, "outcomeCode"));
            default -> throw new AnswerMalformed("answer.status is " + status);
        };
    }
}
