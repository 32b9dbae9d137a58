package org.credence.checks;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One pass over one source file: sizes, names, imports and left-over notes. */
final class SourceScan extends TreeScanner<@Nullable Void, @Nullable Void> {
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Helper|Util|Utils|Impl)");
    /** Written so that this line does not match itself. */
    private static final Pattern NOTE = Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X])\\b");

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found = new ArrayList<>();

    SourceScan(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    List<String> complaints() throws IOException {
        text(unit.getSourceFile().getCharContent(true).toString().lines().toList());
        scan(unit, null);
        return List.copyOf(found);
    }

    private void text(List<String> lines) {
        if (lines.size() > SourceRules.FILE_LINES) {
            complain(1, "file of " + lines.size() + " lines, at most " + SourceRules.FILE_LINES);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.codePointCount(0, line.length()) > SourceRules.LINE_LENGTH) {
                complain(i + 1, "line longer than " + SourceRules.LINE_LENGTH);
            }
            if (NOTE.matcher(line).find()) {
                complain(i + 1, "left-over note");
            }
        }
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void none) {
        if (tree.getQualifiedIdentifier().toString().endsWith(".*")) {
            complain(line(tree), "star import");
        }
        return super.visitImport(tree, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
        if (EMPTY_NAME.matcher(tree.getSimpleName()).matches()) {
            complain(line(tree), "name that says nothing: " + tree.getSimpleName());
        }
        return super.visitClass(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
        long lines = lineAt(positions.getEndPosition(unit, tree)) - line(tree) + 1;
        if (lines > SourceRules.METHOD_LINES) {
            complain(line(tree), "method " + tree.getName() + " of " + lines + " lines, at most "
                    + SourceRules.METHOD_LINES);
        }
        return super.visitMethod(tree, null);
    }

    private long line(Tree tree) {
        return lineAt(positions.getStartPosition(unit, tree));
    }

    private long lineAt(long position) {
        return position < 0 ? 1 : unit.getLineMap().getLineNumber(position);
    }

    private void complain(long line, String rule) {
        found.add(unit.getSourceFile().getName() + ":" + line + ": " + rule);
    }
}
