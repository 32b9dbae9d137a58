package org.credence.simulator.setup;

/**
 * Speed is measured until the world heals: nothing takes a drawn time, everything what it costs; and clients hand in
 * what the seed would otherwise draw.
 */
public record Measuring(ServiceTimes times, Clients clients) {}
