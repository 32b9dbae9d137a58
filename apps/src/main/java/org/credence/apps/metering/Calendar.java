package org.credence.apps.metering;

/**
 * The UTC calendar in whole numbers. A day is counted from 1970-01-01, a month from January 1970; both from 0. Covers
 * every interval that a reading can have.
 */
public final class Calendar {

    private static final int FIRST_YEAR = 1970;
    private static final long DAYS_PER_400_YEARS = 146_097;
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int FEBRUARY = 1;

    private Calendar() {}

    /** The day an interval lies in. */
    public static int dayOf(int interval) {
        return interval / Metering.INTERVALS_PER_DAY;
    }

    /** The month a day lies in. */
    public static int monthOf(int day) {
        int year = yearOf(day);
        int dayOfYear = day - firstDayOfYear(year);
        int month = 11;
        while (dayOfYear < daysBefore(month, year)) {
            month--;
        }
        return (year - FIRST_YEAR) * 12 + month;
    }

    /** The first day of a month. */
    public static int firstDayOf(int month) {
        int year = FIRST_YEAR + month / 12;
        return firstDayOfYear(year) + daysBefore(month % 12, year);
    }

    /** The month with this year, 1970 or later, and number, 1 to 12. */
    public static int month(int year, int number) {
        if (year < FIRST_YEAR || year > 9999 || number < 1 || number > 12) {
            throw new IllegalArgumentException("month: " + year + "-" + number + ", limits 1970-1 to 9999-12");
        }
        return (year - FIRST_YEAR) * 12 + number - 1;
    }

    /** The month for people: {@code 2011-07}. */
    public static String monthName(int month) {
        int number = month % 12 + 1;
        return (FIRST_YEAR + month / 12) + (number < 10 ? "-0" : "-") + number;
    }

    private static int yearOf(int day) {
        // At most one year off, either way: the average year is as long as a year to within a day.
        int year = FIRST_YEAR + (int) (day * 400L / DAYS_PER_400_YEARS);
        while (firstDayOfYear(year) > day) {
            year--;
        }
        while (firstDayOfYear(year + 1) <= day) {
            year++;
        }
        return year;
    }

    private static int firstDayOfYear(int year) {
        return 365 * (year - FIRST_YEAR) + leapDaysBefore(year) - leapDaysBefore(FIRST_YEAR);
    }

    private static int leapDaysBefore(int year) {
        int last = year - 1;
        return last / 4 - last / 100 + last / 400;
    }

    private static int daysBefore(int month, int year) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return DAYS_BEFORE_MONTH[month] + (leap && month > FEBRUARY ? 1 : 0);
    }
}
