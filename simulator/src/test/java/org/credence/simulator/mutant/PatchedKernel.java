package org.credence.simulator.mutant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.simulator.setup.EngineFactory;

/**
 * A protocol whose kernel was compiled from patched sources and lives in a class loader of its own. Everything that the
 * simulator itself judges by (messages, certificates, quorums) is the untouched original.
 */
final class PatchedKernel implements EngineFactory {

    private static final List<String> OWN =
            List.of("org.credence.consensus.kernel.", "org.credence.consensus.protocol.");

    private final Protocol original;
    private final Object patched;

    private PatchedKernel(Protocol original, Object patched) {
        this.original = original;
        this.patched = patched;
    }

    static PatchedKernel of(Protocol protocol, List<Patch> patches) {
        Map<String, String> sources = new TreeMap<>();
        for (Patch patch : patches) {
            sources.put(patch.className(), patch.apply(sources.getOrDefault(patch.className(), patch.text())));
        }
        try {
            Class<?> type = new Loader(compile(sources)).loadClass(Protocol.class.getName());
            return new PatchedKernel(protocol,
                    List.of(type.getEnumConstants()).get(protocol.ordinal()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
        try {
            return (Engine) patched.getClass()
                    .getMethod("engine", Epoch.class, int.class, Signer.class, Timing.class)
                    .invoke(patched, epoch, self, signer, timing);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Leadership leadership(Epoch epoch) {
        return original.leadership(epoch);
    }

    private static Map<String, byte[]> compile(Map<String, String> sources) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
            Collected collected = new Collected(standard);
            List<Source> units = sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
            boolean compiled = compiler.getTask(messages, collected, null,
                    List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path")), null, units)
                    .call();
            if (!compiled) {
                throw new AssertionError("a mutant does not compile:\n" + messages);
            }
            return collected.classes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String className, String text) {
            super(URI.create("mutant:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what is compiled in memory. */
    private static final class Collected extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

        private Collected(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mutant:///" + className), kind) {

                @Override
                public OutputStream openOutputStream() {
                    return outputs.computeIfAbsent(className, _ -> new ByteArrayOutputStream());
                }
            };
        }

        private Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }

    /** Defines the whole kernel anew, so that patched classes and those they know are of one run-time package. */
    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> patched;

        private Loader(Map<String, byte[]> patched) {
            super(PatchedKernel.class.getClassLoader());
            this.patched = patched;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OWN.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            byte[] bytes = patched.getOrDefault(name, new byte[0]);
            if (bytes.length > 0) {
                return defineClass(name, bytes, 0, bytes.length);
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] original = in.readAllBytes();
                return defineClass(name, original, 0, original.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
