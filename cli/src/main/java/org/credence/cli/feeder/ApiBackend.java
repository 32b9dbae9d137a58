package org.credence.cli.feeder;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.credence.apps.metering.Calendar;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.MeteringCode;
import org.credence.apps.metering.MonthRecord;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.proof.StateKey;
import org.credence.client.BulkAnswer;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import org.credence.client.verify.ChainTrust;
import org.credence.client.verify.ProofInvalid;
import org.credence.ledger.Code;
import org.credence.ledger.LedgerCode;

/** A consortium behind its members' APIs; requests go to all members in turn. */
public final class ApiBackend implements Backend, AutoCloseable {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Digest chainId;
    private volatile ChainTrust trust;
    private final List<CredenceClient> clients;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param members addresses of their APIs, at least one */
    public ApiBackend(ChainTrust trust, List<URI> members) {
        this.trust = trust;
        chainId = trust.committee().chainId();
        List<CredenceClient> rotated = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            List<URI> order = new ArrayList<>(members.subList(i, members.size()));
            order.addAll(members.subList(0, i));
            rotated.add(CredenceClient.of(order));
        }
        clients = List.copyOf(rotated);
    }

    @Override
    public Digest chainId() {
        return chainId;
    }

    @Override
    public Optional<Progress> progress(Digest meter) {
        try {
            Optional<Integer> next = state(meter, "", Metering.meterKey(meter)).map(MeterRecord::decode)
                    .map(MeterRecord::next);
            return next.map(interval -> new Progress(interval, missing(meter, interval)));
        } catch (ClientException e) {
            if (isEmptyChain()) {
                return Optional.empty();
            }
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private Set<Integer> missing(Digest meter, int next) {
        Set<Integer> missing = new TreeSet<>();
        MonthRecord record = new MonthRecord();
        int read = -1;
        for (int interval = Math.max(0, next - Feeder.SPREAD); interval < next; interval++) {
            int day = Calendar.dayOf(interval);
            int month = Calendar.monthOf(day);
            if (month != read) {
                record = state(meter, "/periods/" + Calendar.monthName(month), Metering.monthKey(meter, month))
                        .map(MonthRecord::decode).orElseGet(MonthRecord::new);
                read = month;
            }
            if (!record.present(day - Calendar.firstDayOf(month), interval % Metering.INTERVALS_PER_DAY)) {
                missing.add(interval);
            }
        }
        return missing;
    }

    private Optional<byte[]> state(Digest meter, String path, StateKey key) {
        try {
            return next().state("/v1/meters/" + meter.hex() + path, key, trust).value();
        } catch (ProofInvalid e) {
            // The members may have changed; if that was not it, the proof is no better now.
            trust = next().renewed(trust);
            return next().state("/v1/meters/" + meter.hex() + path, key, trust).value();
        }
    }

    /** Before the first block no state is certified, and no meter can be known. */
    private boolean isEmptyChain() {
        try {
            return next().get("/v1/status").path("decidedHeight").asLong(-1) == 0;
        } catch (ClientException e) {
            return false;
        }
    }

    @Override
    public List<Answer> submit(List<Transaction> transactions) {
        BulkAnswer bulk;
        try {
            bulk = next().bulk(transactions.stream().map(Transaction::encoded).toList(), WAIT);
        } catch (ClientException e) {
            throw new Unavailable(String.valueOf(e.getMessage()), e);
        }
        List<Answer> answers = new ArrayList<>(bulk.size());
        for (int i = 0; i < bulk.size(); i++) {
            answers.add(switch (bulk.status(i)) {
                case ACCEPTED -> new Answer.Open();
                case DECIDED -> decided(bulk.outcomeCode(i));
                case REJECTED -> refused(bulk.refusal(i));
            });
        }
        return answers;
    }

    private static Answer refused(BulkAnswer.Refusal refusal) {
        return switch (refusal) {
            case BUSY, STOPPING, DUPLICATE -> new Answer.Open();
            case MALFORMED, TOO_MANY, WRONG_CHAIN, UNKNOWN_APPLICATION, INVALID, BAD_SIGNATURE ->
                new Answer.Refused(refusal.name());
        };
    }

    private CredenceClient next() {
        return clients.get(Math.floorMod(turn.getAndIncrement(), clients.size()));
    }

    private static Answer decided(int outcome) {
        if (outcome == LedgerCode.ACCEPTED.number()) {
            return new Answer.Accepted();
        }
        if (outcome == LedgerCode.REPLAYED.number() || outcome == MeteringCode.DUPLICATE_INTERVAL.number()) {
            return new Answer.Known();
        }
        List<Code> codes = new ArrayList<>(List.of(LedgerCode.values()));
        codes.addAll(List.of(MeteringCode.values()));
        return new Answer.Failed(codes.stream().filter(code -> code.number() == outcome).map(Code::toString).findFirst()
                .orElse("outcome " + outcome));
    }

    @Override
    public void close() {
        clients.forEach(CredenceClient::close);
    }
}
