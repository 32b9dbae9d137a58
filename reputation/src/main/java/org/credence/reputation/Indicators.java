package org.credence.reputation;

import java.util.List;
import org.credence.base.codec.Malformed;

/** What is known of one member in one epoch: a value for each {@link Indicator}, in its unit, none negative. */
public record Indicators(List<Long> values) {

    /** @throws Malformed if a value is missing or negative */
    public Indicators {
        values = List.copyOf(values);
        if (values.size() != Indicator.values().length) {
            throw new Malformed("indicators", values.size() + " values, must be " + Indicator.values().length);
        }
        for (Indicator indicator : Indicator.values()) {
            if (values.get(indicator.place()) < 0) {
                throw new Malformed(indicator.label(), values.get(indicator.place()) + " is negative");
            }
        }
    }

    public long of(Indicator indicator) {
        return values.get(indicator.place());
    }
}
