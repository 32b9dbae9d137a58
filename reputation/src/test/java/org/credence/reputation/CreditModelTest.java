package org.credence.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.credence.base.codec.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CreditModelTest {

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void integersComputeWhatTheNetworkMeans() {
        for (int run = 0; run < 200; run++) {
            List<Network.Unit> hidden = Models.hidden(random, 10);
            Network.Unit output = Models.output(random, 10);
            CreditModel model = new CreditModel(Models.bounds(), Models.sigmoid(), hidden, output);
            Indicators indicators = Models.indicators(random);
            assertThat(model.assess(indicators) / (double) Fixed.ONE)
                    .isCloseTo(meant(hidden, output, indicators), within(1.0 / 1024));
        }
    }

    private static double meant(List<Network.Unit> hidden, Network.Unit output, Indicators indicators) {
        double sum = output.bias() / (double) Fixed.ONE;
        for (int unit = 0; unit < hidden.size(); unit++) {
            double excitation = hidden.get(unit).bias() / (double) Fixed.ONE;
            for (Indicator indicator : Indicator.values()) {
                double most = Models.bounds().get(indicator.place()).most();
                excitation += hidden.get(unit).weights().get(indicator.place()) / (double) Fixed.ONE
                        * Math.min(1, indicators.of(indicator) / most);
            }
            sum += output.weights().get(unit) / (double) Fixed.ONE * Models.sigmoid(excitation);
        }
        return Models.sigmoid(sum);
    }

    @ParameterizedTest
    @EnumSource(Indicator.class)
    void creditNeverMovesTheWrongWay(Indicator indicator) {
        for (int run = 0; run < 300; run++) {
            CreditModel model = Models.model(random);
            Indicators one = Models.indicators(random);
            List<Long> values = new ArrayList<>(one.values());
            values.set(indicator.place(), one.of(indicator) + 1 + random.nextLong(500));
            int change = model.assess(new Indicators(values)) - model.assess(one);
            switch (indicator.effect()) {
                case RAISES -> assertThat(change).isNotNegative();
                case LOWERS -> assertThat(change).isNotPositive();
                case EITHER -> assertThat(Math.abs(change)).isLessThanOrEqualTo(Fixed.ONE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Indicator.class, names = {"MEMBERS_OFFLINE", "CREDIT"}, mode = EnumSource.Mode.EXCLUDE)
    void aModelThatRewardsTheWrongThingDoesNotLoad(Indicator indicator) {
        List<Network.Unit> hidden = new ArrayList<>(Models.hidden(random, 3));
        List<Integer> weights = new ArrayList<>(hidden.get(1).weights());
        weights.set(indicator.place(), indicator.effect() == Indicator.Effect.RAISES ? -1 : 1);
        hidden.set(1, new Network.Unit(0, weights));
        assertThatThrownBy(() -> new CreditModel(Models.bounds(), Models.sigmoid(), hidden,
                new Network.Unit(0, List.of(1, 1, 1)))).isInstanceOf(Malformed.class)
                .hasMessageContaining(indicator.label());
    }

    @Test
    void aFileIsReadAsItWasWritten() {
        CreditModel model = Models.model(random);
        CreditModel read = CreditModel.decode(model.encoded());
        assertThat(read.encoded()).isEqualTo(model.encoded());
        assertThat(read.digest()).isEqualTo(model.digest());
        Indicators indicators = Models.indicators(random);
        assertThat(read.assess(indicators)).isEqualTo(model.assess(indicators));
    }

    /** One byte changed is another model, or none: nothing else is thrown, and no member takes one for the other. */
    @Test
    void aChangedFileIsAnotherModelOrNone() {
        CreditModel model = Models.model(random);
        byte[] file = model.encoded();
        int refused = 0;
        for (int run = 0; run < 2_000; run++) {
            byte[] changed = file.clone();
            changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(CreditModel.decode(changed).digest()).isNotEqualTo(model.digest());
            } catch (Malformed _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 2_000);
        assertThatThrownBy(() -> CreditModel.decode(new byte[0])).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> CreditModel.decode(new byte[CreditModel.MOST_BYTES + 1]))
                .isInstanceOf(Malformed.class).hasMessageContaining("limit");
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        assertThatThrownBy(() -> CreditModel.decode(longer)).isInstanceOf(Malformed.class);
    }

    @Test
    void weightsAndLayersHaveLimits() {
        assertThatThrownBy(() -> new Network.Unit(Network.MOST + 1, List.of())).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new Network.Unit(Integer.MIN_VALUE, List.of()))
                .isInstanceOfAny(Malformed.class, ArithmeticException.class);
        assertThatThrownBy(() -> new Network(List.of(), new Network.Unit(0, List.of()), Models.sigmoid()))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new CreditModel(Models.bounds().subList(1, 8), Models.sigmoid(),
                Models.hidden(random, 2), Models.output(random, 2))).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new Bounds(3, 3)).isInstanceOf(Malformed.class);
    }

    /** The largest sums there can be: they neither overflow nor leave the range. */
    @Test
    void theLargestWeightsStayInRange() {
        List<Integer> most = List.of(0, Network.MOST, 0, 0, 0, Network.MOST, 0, Network.MOST);
        List<Network.Unit> hidden = Collections.nCopies(Network.HIDDEN, new Network.Unit(Network.MOST, most));
        CreditModel model = new CreditModel(Models.bounds(), Models.sigmoid(), hidden,
                new Network.Unit(Network.MOST, Collections.nCopies(Network.HIDDEN, Network.MOST)));
        assertThat(model.assess(new Indicators(Collections.nCopies(8, Long.MAX_VALUE))))
                .isBetween(Fixed.ONE - 30, Fixed.ONE);
        assertThat(model.encoded().length).isLessThan(CreditModel.MOST_BYTES);
    }
}
