package org.credence.node.transport;

import java.security.cert.CertificateException;

/** A certificate that proves no expected member. */
final class Stranger extends CertificateException {

    private static final long serialVersionUID = 1L;

    Stranger(String message) {
        super(message);
    }

    /** Whether a handshake failed because of one. */
    static boolean causes(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof Stranger) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
