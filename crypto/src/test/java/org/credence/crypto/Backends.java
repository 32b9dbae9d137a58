package org.credence.crypto;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** Every implementation that runs on this machine: the Java one always, the native one where its library loads. */
final class Backends {

    private static final List<Ed25519> ALL = load();

    private Backends() {}

    static List<Ed25519> all() {
        return ALL;
    }

    private static List<Ed25519> load() {
        List<Ed25519> all = new ArrayList<>();
        all.add(new Ed25519(new JavaBackend("under test")));
        try {
            all.add(new Ed25519(CorrettoBackend.load()));
        } catch (GeneralSecurityException e) {
            System.err.println("native Ed25519 not compared on this platform: " + e.getMessage());
        }
        return List.copyOf(all);
    }
}
