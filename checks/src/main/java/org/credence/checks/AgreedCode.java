package org.credence.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads compiled classes and finds whatever could make two members compute different things from the same inputs.
 *
 * <p>It sees what a class names directly: its own calls, types, fields and instructions, method references and lambdas
 * included. What the called code does in turn is not followed, so every package on the agreed path is to be listed.
 */
public final class AgreedCode {
    private AgreedCode() {}

    /**
     * All violations in the given packages and their subpackages, in the order of the class files' paths.
     *
     * @param classes  a directory of compiled classes
     * @param packages package names with dots
     * @throws IllegalArgumentException if a package holds no class: the check would pass by looking at nothing
     */
    public static List<Violation> violations(Path classes, List<String> packages) {
        List<Violation> found = new ArrayList<>();
        for (String name : packages) {
            List<Path> files = classFiles(classes.resolve(name.replace('.', '/')));
            if (files.isEmpty()) {
                throw new IllegalArgumentException("no class of package " + name + " in " + classes);
            }
            files.forEach(file -> found.addAll(violations(bytes(file))));
        }
        return List.copyOf(found);
    }

    /** The violations of one class file. */
    public static List<Violation> violations(byte[] classFile) {
        return new ClassScan(ClassFile.of().parse(classFile)).violations();
    }

    private static List<Path> classFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
