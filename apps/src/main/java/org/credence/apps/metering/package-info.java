/**
 * Metering, application 1: meters are bound to keys under pseudonymous ids, their half-hourly readings are totalled per
 * meter and month and per region and epoch. This package is what a client needs: operations and how to build and sign
 * them, keys and records of the state. {@code contract} executes, {@code feed} reads files of readings.
 *
 * <p>
 * A reading is an interval and whole watt-hours. Interval i is the half hour that begins i × 1800 s after
 * 1970-01-01T00:00Z; days and months are those of UTC. Readings themselves stay in the chain; the state keeps which
 * intervals of a month are present, and sums.
 */
@NullMarked
package org.credence.apps.metering;

import org.jspecify.annotations.NullMarked;
