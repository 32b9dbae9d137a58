package org.credence.checks;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The house rules on sources that neither the compiler nor the formatter keeps. */
public final class SourceRules {
    static final int FILE_LINES = 400;
    static final int METHOD_LINES = 70;
    static final int LINE_LENGTH = 120;

    private SourceRules() {}

    /**
     * What is wrong with the sources of all modules, one line each: file, line and rule.
     *
     * @param root the directory that holds the modules
     * @throws IllegalArgumentException if there is no source below it: the check would pass by looking at nothing
     */
    public static List<String> complaints(Path root) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = sources(root);
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("no sources in the modules of " + root);
            }
            return complaints(files.getJavaFileObjectsFromPaths(sources));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the given files. */
    static List<String> complaints(Iterable<? extends JavaFileObject> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<String> all = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            all.addAll(new SourceScan(unit, positions).complaints());
        }
        return all;
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path module : modules) {
                sources.addAll(javaFiles(module.resolve("src")));
            }
        }
        sources.sort(null);
        return sources;
    }

    private static List<Path> javaFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
