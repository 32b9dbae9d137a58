package org.credence.cli;

/** A command ends here, with one line for people on standard error and a code for scripts. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public Failure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    public Failure(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What the process ends with. */
    public ExitCode code() {
        return code;
    }
}
