package org.credence.checks;

import java.io.File;
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
 * <p>
 * It sees what a class names directly: its own calls, types, fields and instructions, method references and lambdas
 * included. What the called code does in turn is not followed, so each package on the agreed path is to be checked.
 */
public final class AgreedCode {
    private static final String SUFFIX = ".class";

    private AgreedCode() {}

    /**
     * All violations in a package and its subpackages, in the order of the class files' paths.
     *
     * @param classes a directory of compiled classes
     * @param agreed  the package's name with dots
     * @param except  subpackages and top-level classes that run outside agreed execution, named with dots
     * @throws IllegalArgumentException if a name stands for no class: the check would pass by looking at nothing
     */
    public static List<Violation> violations(Path classes, String agreed, List<String> except) {
        List<String> names = classNames(classes, agreed);
        for (String name : List.copyOf(except)) {
            requireSome(names.stream().anyMatch(each -> isPartOf(each, name)), name, classes);
        }
        List<String> checked =
                names.stream().filter(each -> except.stream().noneMatch(name -> isPartOf(each, name))).toList();
        requireSome(!checked.isEmpty(), agreed, classes);
        List<Violation> found = new ArrayList<>();
        checked.forEach(name -> found.addAll(violations(bytes(classes.resolve(name.replace('.', '/') + SUFFIX)))));
        return List.copyOf(found);
    }

    /** The violations of one class file. */
    public static List<Violation> violations(byte[] classFile) {
        return new ClassScan(ClassFile.of().parse(classFile)).violations();
    }

    /** Whether a class is the named one, nested in it, or in the named package. */
    private static boolean isPartOf(String className, String name) {
        return className.equals(name) || className.startsWith(name + ".") || className.startsWith(name + "$");
    }

    private static void requireSome(boolean some, String name, Path classes) {
        if (!some) {
            throw new IllegalArgumentException("no class of " + name + " in " + classes);
        }
    }

    private static List<String> classNames(Path classes, String agreed) {
        Path directory = classes.resolve(agreed.replace('.', '/'));
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> classes.relativize(file).toString()).filter(file -> file.endsWith(SUFFIX)).sorted()
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()).replace(File.separatorChar, '.'))
                    .toList();
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
