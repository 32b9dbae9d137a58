package org.credence.node.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.credence.base.PublicKey;
import org.credence.crypto.MemberCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Mutual TLS 1.3 in which a member is its key: one self-signed Ed25519 certificate, of which nothing but the key
 * counts. Laid over a plain
 * socket that stays in our hands, because closing that one never blocks.
 */
final class MemberTls {

    private static final String[] PROTOCOLS = {"TLSv1.3"};

    private final Identity identity;
    private final Map<PublicKey, Integer> members;

    /** @param members the others, by key */
    MemberTls(Identity identity, Map<PublicKey, Integer> members) {
        this.identity = identity;
        this.members = Map.copyOf(members);
    }

    /**
     * The dialing end; the other must prove one of {@code expected}. Its own context, so that there is no session to
     * resume.
     */
    SSLSocket dial(Socket raw, Set<PublicKey> expected) throws IOException {
        SSLSocket socket =
                (SSLSocket) context(expected).getSocketFactory().createSocket(raw, null, raw.getPort(),
                        true);
        socket.setUseClientMode(true);
        socket.setEnabledProtocols(PROTOCOLS);
        return socket;
    }

    /** The accepting end; the other must prove to be any other member. */
    SSLSocket accept(Socket raw) throws IOException {
        SSLSocket socket = (SSLSocket) context(members.keySet()).getSocketFactory().createSocket(raw, null, true);
        socket.setNeedClientAuth(true);
        socket.setEnabledProtocols(PROTOCOLS);
        return socket;
    }

    /** Which member is at the other end of a socket whose handshake is done. */
    int member(SSLSocket socket) throws IOException {
        PublicKey key = MemberCertificate.keyOf((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        Integer member = members.get(key);
        if (member == null) {
            throw new IOException("key " + key + " is no member's", new Stranger("key " + key));
        }
        return member;
    }

    private SSLContext context(Set<PublicKey> accepted) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[]{new OneKey(identity)}, new TrustManager[]{new Pinned(accepted)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has TLS 1.3", e);
        }
    }

    /** Accepts one self-signed certificate of an expected key. Possession of the key is proven by TLS itself. */
    private static final class Pinned extends X509ExtendedTrustManager {

        private final Set<PublicKey> accepted;

        Pinned(Set<PublicKey> accepted) {
            this.accepted = accepted;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (chain.length != 1) {
                throw new Stranger(chain.length + " certificates, must be 1");
            }
            PublicKey key;
            try {
                key = MemberCertificate.keyOf(chain[0]);
            } catch (IllegalArgumentException e) {
                throw (CertificateException) new Stranger(String.valueOf(e.getMessage())).initCause(e);
            }
            if (!accepted.contains(key)) {
                throw new Stranger("key " + key + " is not expected here");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Offers the one key there is, whatever is asked for. */
    private static final class OneKey extends X509ExtendedKeyManager {

        private static final String ALIAS = "member";

        private final Identity identity;

        OneKey(Identity identity) {
            this.identity = identity;
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[]{ALIAS};
        }

        @Override
        public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[]{ALIAS};
        }

        @Override
        public String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[]{identity.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.secret();
        }
    }
}
