package org.credence.apps.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CalendarTest {

    @Test
    void agreesWithTheJdkOnEveryDayOfACycleOf400Years() {
        for (int day = 0; day < 146_097 + 366; day++) {
            LocalDate date = LocalDate.ofEpochDay(day);
            int month = Calendar.monthOf(day);
            assertThat(month).isEqualTo(Calendar.month(date.getYear(), date.getMonthValue()));
            assertThat(day - Calendar.firstDayOf(month)).isEqualTo(date.getDayOfMonth() - 1);
        }
    }

    @Test
    void reachesTheLastIntervalThereIs() {
        int day = Calendar.dayOf(Integer.MAX_VALUE);
        LocalDate date = LocalDate.ofEpochDay(day);
        assertThat(Calendar.monthOf(day)).isEqualTo((date.getYear() - 1970) * 12 + date.getMonthValue() - 1);
    }

    @Test
    void namesMonths() {
        assertThat(Calendar.monthName(Calendar.month(2011, 7))).isEqualTo("2011-07");
        assertThat(Calendar.monthName(Calendar.month(1999, 12))).isEqualTo("1999-12");
        assertThatThrownBy(() -> Calendar.month(1969, 12)).isInstanceOf(IllegalArgumentException.class);
    }
}
