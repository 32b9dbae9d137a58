/**
 * Engines alone on what members are made of: their driver, journal, transport and signature checks, on this machine's
 * disk, sockets and clock, but without ledger and API. Whoever compares protocols measures here; see decision 0016.
 */
@NullMarked
package org.credence.bench.engine;

import org.jspecify.annotations.NullMarked;
