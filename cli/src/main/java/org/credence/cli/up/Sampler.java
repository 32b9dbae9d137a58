package org.credence.cli.up;

import java.util.Locale;
import java.util.Optional;
import org.credence.apps.metering.Calendar;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.MonthRecord;
import org.credence.base.proof.StateKey;
import org.credence.cli.feeder.VirtualMeter;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import org.credence.client.verify.ChainTrust;
import org.credence.client.verify.ProofInvalid;
import org.credence.node.genesis.Genesis;

/**
 * Asks the ledger for a total now and then and checks the proof by itself, as a customer would who trusts nobody but
 * the genesis file.
 */
final class Sampler implements AutoCloseable {

    private static final long PERIOD_MILLIS = 2_000;

    private final CredenceClient client;
    private ChainTrust trust;
    private final VirtualMeter meter;
    private final Thread thread;
    private volatile String sample = "";
    private volatile boolean open = true;

    Sampler(Genesis genesis, VirtualMeter meter) {
        client = CredenceClient.of(genesis.members().stream().map(Observer::address).toList());
        trust = ChainTrust.of(genesis.committee(), genesis.epochLength());
        this.meter = meter;
        thread = Thread.ofVirtual().name("sampler").start(this::run);
    }

    /** The newest total in words; empty until there is one. */
    String sample() {
        return sample;
    }

    private void run() {
        try {
            while (open) {
                Thread.sleep(PERIOD_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            trust = client.renewed(trust);
            StateKey key = Metering.meterKey(meter.id());
            Optional<byte[]> record = client.state("/v1/meters/" + meter.id().hex(), key, trust).value();
            int next = record.map(MeterRecord::decode).map(MeterRecord::next).orElse(0);
            if (next > 0) {
                int month = Calendar.monthOf(Calendar.dayOf(next - 1));
                month(month);
            }
        } catch (ClientException e) {
            // No member answers, or none can prove anything yet: the old sample stays.
            return;
        } catch (ProofInvalid e) {
            sample = "A PROOF IS INVALID: " + e.getMessage();
        }
    }

    private void month(int month) {
        String name = Calendar.monthName(month);
        String path = "/v1/meters/" + meter.id().hex() + "/periods/" + name;
        client.state(path, Metering.monthKey(meter.id(), month), trust).value().map(MonthRecord::decode)
                .ifPresent(record -> sample = String.format(Locale.ROOT,
                        "%s %s: %.3f kWh in %d half hours, proof checked", meter.name(), name,
                        record.wattHours() / 1_000.0, record.readings()));
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
        client.close();
    }
}
