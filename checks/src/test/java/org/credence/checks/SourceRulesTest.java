package org.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRulesTest {
    @Test
    void eachRuleIsReportedWithItsLine() throws IOException {
        assertThat(complaints("import java.util.*;\nclass A {}")).containsExactly("A.java:1: star import");
        assertThat(complaints("class A {\n class KeyManager {} }"))
                .containsExactly("A.java:2: name that says nothing: KeyManager");
        assertThat(complaints("class A {\n void run() {" + "\n".repeat(SourceRules.METHOD_LINES) + "} }"))
                .containsExactly("A.java:2: method run of 71 lines, at most 70");
        assertThat(complaints("class A {} // " + "x".repeat(SourceRules.LINE_LENGTH)))
                .containsExactly("A.java:1: line longer than 120");
        assertThat(complaints("class A {} // TO" + "DO later")).containsExactly("A.java:1: left-over note");
        assertThat(complaints("class A {}" + "\n".repeat(SourceRules.FILE_LINES) + "//"))
                .containsExactly("A.java:1: file of 401 lines, at most 400");
        assertThat(complaints("class A { void run() {} }")).isEmpty();
    }

    @Test
    void findsTheModulesAndRefusesToFindNothing(@TempDir Path root) throws IOException {
        assertThatThrownBy(() -> SourceRules.complaints(root)).isInstanceOf(IllegalArgumentException.class);

        Path sources = Files.createDirectories(root.resolve("module/src/main/java"));
        Files.writeString(sources.resolve("A.java"), "import java.util.*;\nclass A {}");
        assertThat(SourceRules.complaints(root)).singleElement().asString().endsWith("A.java:1: star import");
    }

    private static List<String> complaints(String text) throws IOException {
        JavaFileObject source = new SimpleJavaFileObject(URI.create("memory:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }

            @Override
            public String getName() {
                return "A.java";
            }
        };
        return SourceRules.complaints(List.of(source));
    }
}
