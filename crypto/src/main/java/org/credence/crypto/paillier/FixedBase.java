package org.credence.crypto.paillier;

import java.math.BigInteger;

/**
 * Powers of one base by a table (Lim and Lee, CRYPTO '94). The exponent is cut into {@value #ROWS} rows of a columns
 * each, the columns into {@value #BLOCKS} blocks of b; for each block the table holds the 2^{@value #ROWS} products
 * that
 * one column can ask for. A power costs a multiplications and b − 1 squarings, the same for every exponent of the
 * length: some 143 in place of 1,200 for 1,024 bits. Which entries are read depends on the exponent: a process that
 * shares a cache with a hostile one tells it something.
 */
final class FixedBase {

    private static final int ROWS = 8;
    private static final int BLOCKS = 8;

    private final Montgomery field;
    private final int maxBits;
    private final int columns;
    private final int blockColumns;
    private final long[][][] table;

    /** @param maxBits longest exponent in bits */
    FixedBase(BigInteger base, Montgomery field, int maxBits) {
        this.field = field;
        this.maxBits = maxBits;
        this.blockColumns = divideUp(divideUp(maxBits, ROWS), BLOCKS);
        this.columns = blockColumns * BLOCKS;
        this.table = new long[BLOCKS][][];
        long[][] rows = new long[ROWS][];
        long[] power = field.enter(base);
        for (int row = 0; row < ROWS; row++) {
            rows[row] = power;
            power = row == ROWS - 1 ? power : squared(power, columns);
        }
        for (int block = 0; block < BLOCKS; block++) {
            table[block] = products(rows);
            for (int row = 0; row < ROWS && block < BLOCKS - 1; row++) {
                rows[row] = squared(rows[row], blockColumns);
            }
        }
    }

    /**
     * base^exponent.
     *
     * @throws IllegalArgumentException if the exponent is negative or too long
     */
    BigInteger power(BigInteger exponent) {
        return field.leave(powerEntered(exponent));
    }

    private long[] powerEntered(BigInteger exponent) {
        if (exponent.signum() < 0 || exponent.bitLength() > maxBits) {
            throw new IllegalArgumentException("exponent: must be 0 to 2^" + maxBits + " − 1");
        }
        long[] result = field.one();
        for (int column = blockColumns - 1; column >= 0; column--) {
            result = column == blockColumns - 1 ? result : field.multiply(result, result);
            for (int block = 0; block < BLOCKS; block++) {
                result = field.multiply(result, table[block][digit(exponent, block * blockColumns + column)]);
            }
        }
        return result;
    }

    private int digit(BigInteger exponent, int column) {
        int digit = 0;
        for (int row = 0; row < ROWS; row++) {
            digit |= (exponent.testBit(row * columns + column) ? 1 : 0) << row;
        }
        return digit;
    }

    /** The product of every subset of the rows. */
    private long[][] products(long[][] rows) {
        long[][] products = new long[1 << ROWS][];
        products[0] = field.one();
        for (int subset = 1; subset < products.length; subset++) {
            int lowest = Integer.numberOfTrailingZeros(subset);
            products[subset] = field.multiply(products[subset & subset - 1], rows[lowest]);
        }
        return products;
    }

    private long[] squared(long[] base, int times) {
        long[] power = base;
        for (int i = 0; i < times; i++) {
            power = field.multiply(power, power);
        }
        return power;
    }

    private static int divideUp(int number, int divisor) {
        return (number + divisor - 1) / divisor;
    }
}
