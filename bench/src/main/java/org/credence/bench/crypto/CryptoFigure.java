package org.credence.bench.crypto;

/**
 * How long one operation took; of a batch, its share.
 *
 * @param bits     length of the modulus; 0 if there is none
 * @param medianMs median in milliseconds
 * @param meanMs   mean in milliseconds
 * @param errorMs  half the width of the mean's confidence interval of 95 %, in milliseconds
 * @param samples  how often it was measured
 */
public record CryptoFigure(CryptoTask task, int bits, double medianMs, double meanMs, double errorMs, long samples) {}
