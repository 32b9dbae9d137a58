package org.credence.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.credence.base.PublicKey;
import org.junit.jupiter.api.Test;

class MemberCertificateTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KeyPair alice = KeyPair.generate(RANDOM);
    private final KeyPair bob = KeyPair.generate(RANDOM);

    @Test
    void carriesTheKeyAndIsSignedByIt() throws Exception {
        X509Certificate certificate = MemberCertificate.selfSigned(alice, "member 1, Zürich");
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(MemberCertificate.keyOf(certificate)).isEqualTo(alice.publicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=member 1\\, Zürich");
        assertThat(MemberCertificate.selfSigned(alice, "member 1, Zürich")).isEqualTo(certificate);
    }

    @Test
    void refusesNamesOutOfBoundsAndOtherKeys() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberCertificate.selfSigned(alice, ""))
                .withMessage("name: 0 characters, must be 1 to 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberCertificate.selfSigned(alice, "x".repeat(65)))
                .withMessageStartingWith("name: 65 characters");
        java.security.KeyPair ed448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        assertThat(KeyEncoding.rawPublicKey(ed448.getPublic().getEncoded())).isEmpty();
    }

    @Test
    void twoMembersMeetOverTls13() throws Exception {
        try (SSLServerSocket listener = listen(bob, Set.of(alice.publicKey()))) {
            CompletableFuture<PublicKey> seenByBob = CompletableFuture.supplyAsync(() -> acceptOne(listener));
            try (SSLSocket socket = connect(listener, alice, Set.of(bob.publicKey()))) {
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
                assertThat(peerOf(socket)).isEqualTo(bob.publicKey());
                assertThat(socket.getInputStream().read()).isEqualTo('!');
            }
            assertThat(seenByBob.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(alice.publicKey());
        }
    }

    @Test
    void aStrangerIsRefusedByEitherSide() throws Exception {
        KeyPair stranger = KeyPair.generate(RANDOM);
        try (SSLServerSocket listener = listen(bob, Set.of(alice.publicKey()))) {
            CompletableFuture<PublicKey> seenByBob = CompletableFuture.supplyAsync(() -> acceptOne(listener));
            try (SSLSocket socket = connect(listener, stranger, Set.of(bob.publicKey()))) {
                // In TLS 1.3 the client learns of its refusal with the first bytes it reads.
                assertThatThrownBy(() -> {
                    socket.startHandshake();
                    socket.getInputStream().read();
                })
                        .isInstanceOf(IOException.class);
            }
            assertThat(seenByBob).failsWithin(PATIENCE);
        }
        try (SSLServerSocket listener = listen(stranger, Set.of(alice.publicKey()))) {
            CompletableFuture<PublicKey> seen = CompletableFuture.supplyAsync(() -> acceptOne(listener));
            try (SSLSocket socket = connect(listener, alice, Set.of(bob.publicKey()))) {
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
            assertThat(seen).failsWithin(PATIENCE);
        }
    }

    private static PublicKey acceptOne(SSLServerSocket listener) {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.startHandshake();
            socket.getOutputStream().write('!');
            return peerOf(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLServerSocket listen(KeyPair self, Set<PublicKey> peers) throws Exception {
        SSLServerSocket listener = (SSLServerSocket) context(self, peers)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(true);
        listener.setEnabledProtocols(new String[]{"TLSv1.3"});
        return listener;
    }

    private static SSLSocket connect(SSLServerSocket listener, KeyPair self, Set<PublicKey> peers) throws Exception {
        SSLSocket socket = (SSLSocket) context(self, peers)
                .getSocketFactory()
                .createSocket(listener.getInetAddress(), listener.getLocalPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setEnabledProtocols(new String[]{"TLSv1.3"});
        return socket;
    }

    private static PublicKey peerOf(SSLSocket socket) throws IOException {
        return MemberCertificate.keyOf(
                (X509Certificate) socket.getSession().getPeerCertificates()[0]);
    }

    private static SSLContext context(KeyPair self, Set<PublicKey> peers) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                new KeyManager[]{
                        new OneKey(MemberCertificate.selfSigned(self, "m"), MemberCertificate.privateKey(self))},
                new TrustManager[]{new Pinned(peers)},
                RANDOM);
        return context;
    }

    private static final class OneKey extends X509ExtendedKeyManager {

        private final X509Certificate certificate;
        private final PrivateKey secret;

        OneKey(X509Certificate certificate, PrivateKey secret) {
            this.certificate = certificate;
            this.secret = secret;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[]{"self"};
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return "self";
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[]{"self"};
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return "self";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[]{certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return secret;
        }
    }

    private static final class Pinned extends X509ExtendedTrustManager {

        private final Set<PublicKey> members;

        Pinned(Set<PublicKey> members) {
            this.members = members;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (!members.contains(MemberCertificate.keyOf(chain[0]))) {
                throw new CertificateException("not a member");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
