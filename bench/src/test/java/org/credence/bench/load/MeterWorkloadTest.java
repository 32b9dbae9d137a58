package org.credence.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.credence.apps.metering.MeteringRules;
import org.credence.apps.metering.contract.MeteringApplication;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.crypto.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterWorkloadTest {

    private static final Digest CHAIN = new Digest(1, 2, 3, 4);

    @ParameterizedTest
    @CsvSource({"50, 1", "57, 1", "128, 10", "4138, 512"})
    void fillsThePayloadWithAsManyReadingsAsFit(int size, int readings) {
        MeterWorkload workload = new MeterWorkload(CHAIN, 2, size, new SecureRandom(), 1);
        assertThat(MeterWorkload.readings(size)).isEqualTo(readings);
        assertThat(workload.next().payload().length).isBetween(size - 7, size);
    }

    @Test
    void makesOnlyWhatAMemberTakesIn() {
        MeterWorkload workload = new MeterWorkload(CHAIN, 3, 128, new SecureRandom(), 1);
        MeteringApplication metering = new MeteringApplication(MeteringRules.DEFAULT, Ed25519.chosen());
        Set<Digest> ids = new HashSet<>();
        assertThat(workload.preparation()).hasSize(3).allSatisfy(metering::check);
        for (int i = 0; i < 20; i++) {
            Transaction next = workload.next();
            metering.check(next);
            assertThat(Ed25519.chosen().verify(next.sender(), next.id(), next.signature())).isTrue();
            assertThat(ids.add(next.id())).isTrue();
        }
    }
}
