package org.credence.cli;

/** How a command ends, for scripts. Numbers never change. */
public enum ExitCode {
    /** Done, and nothing found to be wrong. */
    OK(0),
    /** The command checked something and it does not hold. */
    VIOLATION(1),
    /** The command line, or a file it names, says something that cannot be. */
    USAGE(2),
    /** The machine does not give what is needed: a port, a directory, a password, a disk. */
    ENVIRONMENT(3),
    /** There is no such thing, or nobody answers who could tell. */
    NOT_FOUND(4),
    /** A member has stopped itself, and all it needs is to be started again. */
    RESTART(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
