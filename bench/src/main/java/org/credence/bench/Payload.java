package org.credence.bench;

/** What the transactions of a run carry. */
public enum Payload {
    /** Half-hourly readings of registered meters, each transaction signed by its meter. */
    METERING,
    /** Bytes without a meaning: what ordering alone costs. */
    OPAQUE
}
