package org.credence.cli;

import java.util.function.Supplier;
import org.credence.client.verify.ProofInvalid;

/**
 * Asks members more than one thing. Two answers may lie on either side of the end of an epoch, where others sign: what
 * does not hold then will a moment later.
 */
final class AcrossEpochs {

    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 300;

    private AcrossEpochs() {}

    /**
     * The answer that holds.
     *
     * @throws ProofInvalid if none does, however often it is asked for
     */
    static <T> T ask(Supplier<T> question) {
        for (int tried = 1;; tried++) {
            try {
                return question.get();
            } catch (ProofInvalid e) {
                if (tried == TRIES) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ENVIRONMENT, "interrupted while waiting for members", e);
        }
    }
}
