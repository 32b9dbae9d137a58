package org.credence.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: the product, and the Java it runs on, since a report of a fault needs both. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String built = Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(unpacked)");
        return new String[]{"Credence " + built,
                "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")};
    }
}
