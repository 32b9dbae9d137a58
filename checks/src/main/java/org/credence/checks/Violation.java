package org.credence.checks;

/**
 * One forbidden thing in one class file.
 *
 * @param className the class, with dots and its nesting as in the class file
 * @param member    the method or field, or {@code class} for the declaration itself
 * @param ban       why it is forbidden
 * @param what      the reference, type or instruction that was found
 */
public record Violation(String className, String member, Ban ban, String what) {
    @Override
    public String toString() {
        return className + "." + member + ": " + what + " (" + ban.why() + ")";
    }
}
