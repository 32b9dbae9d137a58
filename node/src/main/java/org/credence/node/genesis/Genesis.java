package org.credence.node.genesis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.PublicKey;
import org.credence.base.Tag;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.ledger.epoch.Constitution;

/**
 * What the founding members agreed on. Two nodes are of one chain if and only if their {@link #chainId}s are equal.
 *
 * @param name             of the consortium: 1 to 64 letters, digits, dots, dashes
 * @param protocol         which consensus they run; it decides which votes make a decision
 * @param members          in committee order, at least 4
 * @param quorum           (f, p) of P§1.1, under the protocol's rule
 * @param network          how far apart the members are: the profile of waits
 * @param applications     what the ledger runs, by distinct name; at least one
 * @param clientSignatures whether members verify clients' signatures; switched off only for measuring
 * @param bench            made for measuring only: a node started normally refuses it
 * @param epochs           how the order of leaders changes; empty if members lead in their order for ever
 */
public record Genesis(String name, Protocol protocol, List<Member> members, Quorum quorum, Network network,
        List<Application> applications, boolean clientSignatures, boolean bench, Optional<Epochs> epochs) {

    /** Fewest members: less tolerate no fault. */
    public static final int FEWEST = 4;

    /** The application that stores bytes without a meaning; for measuring only. */
    public static final String OPAQUE = "opaque";

    private static final int APPLICATIONS = 16;
    private static final int PARAMETERS = 64;
    private static final int VALUE_LENGTH = 256;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

    /** How far apart members are; decides the waits of {@link Timing}. */
    public enum Network {
        /** In one building. */
        LAN,
        /** On different continents. */
        WAN;

        public Timing timing() {
            return switch (this) {
                case LAN -> Timing.lan();
                case WAN -> Timing.wan();
            };
        }
    }

    /**
     * A founding member.
     *
     * @param name     1 to 64 letters, digits, dots, dashes; distinct
     * @param key      its identity
     * @param host     where the others reach it
     * @param peerPort port for members, 1 to 65535
     * @param apiPort  port for clients, 1 to 65535
     */
    public record Member(String name, PublicKey key, String host, int peerPort, int apiPort) {

        /** Its place in the consortium. */
        public Seat seat() {
            return new Seat(name, key, host, peerPort, apiPort);
        }
    }

    /**
     * An application with its settings.
     *
     * @param parameters settings by name, as text; each application checks its own
     */
    public record Application(String name, SortedMap<String, String> parameters) {

        public Application {
            parameters = new TreeMap<>(parameters);
        }

        /** A copy. */
        @Override
        public SortedMap<String, String> parameters() {
            return new TreeMap<>(parameters);
        }
    }

    /**
     * Epochs whose leaders are ranked by credit.
     *
     * @param blocks of every epoch, {@link #FEWEST_BLOCKS} to {@link #MOST_BLOCKS}
     * @param model  digest of the credit model
     */
    public record Epochs(int blocks, Digest model) {

        /** Fewer leave no time to report. */
        public static final int FEWEST_BLOCKS = 20;
        public static final int MOST_BLOCKS = 1_000_000;
        /** What suits most (P§1.7). */
        public static final int USUAL_BLOCKS = 1_000;

        public Epochs {
            if (blocks < FEWEST_BLOCKS || blocks > MOST_BLOCKS) {
                throw new ConfigInvalid("epochs.blocks", "is " + blocks, FEWEST_BLOCKS + " to " + MOST_BLOCKS);
            }
        }
    }

    public Genesis {
        members = List.copyOf(members);
        applications = List.copyOf(applications);
        checkWord("name", name);
        checkMembers(members);
        checkApplications(applications);
        if (quorum.n() != members.size()) {
            throw new ConfigInvalid("quorum", "is for " + quorum.n() + " members", "for " + members.size());
        }
        if (quorum.rule() != protocol.rule()) {
            throw new ConfigInvalid("quorum", "is for " + quorum.rule(),
                    "for " + protocol.rule() + ", the rule of " + protocol.id());
        }
        if (!bench && !clientSignatures) {
            throw new ConfigInvalid("clientSignatures", "is false", "true unless bench is true");
        }
        if (!bench && applications.stream().anyMatch(application -> application.name().equals(OPAQUE))) {
            throw new ConfigInvalid("applications", "contain " + OPAQUE, "without it unless bench is true");
        }
        if (epochs.isPresent() && !protocol.hasEpochs()) {
            throw new ConfigInvalid("epochs", "are given", "absent with " + protocol.id());
        }
    }

    /** A consortium with the most faults tolerated that its size allows, in one building. */
    public static Genesis of(String name, Protocol protocol, List<Member> members, List<Application> applications) {
        return new Genesis(name, protocol, members, protocol.quorum(members.size()), Network.LAN, applications, true,
                false, Optional.empty());
    }

    /** The same with epochs, or without: another chain. */
    public Genesis with(Optional<Epochs> others) {
        return new Genesis(name, protocol, members, quorum, network, applications, clientSignatures, bench, others);
    }

    /** The same chain with members at other addresses. */
    public Genesis at(List<Member> moved) {
        return new Genesis(name, protocol, moved, quorum, network, applications, clientSignatures, bench, epochs);
    }

    /**
     * Identifies the chain. Covers everything members must agree on; not where a member is reached and not the waits,
     * which may change
     * without making it another chain.
     */
    public Digest chainId() {
        return Hasher.of(Tag.CHAIN).add(encoded()).digest();
    }

    /** The first epoch's committee. */
    public Committee committee() {
        return new Committee(chainId(), 0, members.stream().map(Member::key).toList(), quorum);
    }

    /** Which heights belong to which epoch. */
    public EpochLength epochLength() {
        return epochs.map(e -> new EpochLength(e.blocks())).orElse(EpochLength.ENDLESS);
    }

    /** What it lays down about epochs; empty if there is only one. */
    public Optional<Constitution> constitution() {
        return epochs.map(e -> new Constitution(chainId(), founders(), epochLength(), e.model()));
    }

    /** The members from the first epoch on, until they change. */
    public Roster founders() {
        return new Roster(0, 0, quorum, members.stream().map(Member::seat).toList());
    }

    /** The canonical form that {@link #chainId} hashes. */
    byte[] encoded() {
        Writer writer = Writer.of(WireType.GENESIS, 1024);
        text(writer, name);
        writer.list(members, (member, w) -> text(w, member.name).key(member.key));
        writer.u16(quorum.f()).u16(quorum.p()).u8(clientSignatures ? 1 : 0).u8(bench ? 1 : 0);
        writer.list(applications, (application, w) -> {
            text(w, application.name).list(List.copyOf(application.parameters.entrySet()),
                    (entry, x) -> text(text(x, entry.getKey()), entry.getValue()));
        });
        if (protocol != Protocol.CBFT) {
            // A genesis that names no protocol is CBFT's, and its chain id is that of before protocols had names.
            text(writer, protocol.id());
        }
        // Without epochs the chain id is that of before there were any.
        epochs.ifPresent(e -> writer.u32(e.blocks()).digest(e.model()));
        return writer.toBytes();
    }

    private static Writer text(Writer writer, String text) {
        return writer.bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void checkMembers(List<Member> members) {
        if (members.size() < FEWEST || members.size() > Limits.COMMITTEE) {
            throw new ConfigInvalid("members", "are " + members.size(), FEWEST + " to " + Limits.COMMITTEE);
        }
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            String field = "members[" + i + "]";
            checkWord(field + ".name", member.name());
            if (member.host().isBlank() || member.host().length() > 255) {
                throw new ConfigInvalid(field + ".host", "has " + member.host().length() + " characters", "1 to 255");
            }
            checkPort(field + ".peerPort", member.peerPort());
            checkPort(field + ".apiPort", member.apiPort());
        }
        distinct(members, "name", Member::name);
        distinct(members, "key", Member::key);
        distinct(members, "peerPort", member -> member.host() + ":" + member.peerPort());
    }

    private static <T> void distinct(List<Member> members, String field, Function<Member, T> part) {
        for (int i = 0; i < members.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (part.apply(members.get(i)).equals(part.apply(members.get(j)))) {
                    throw new ConfigInvalid("members[" + i + "]." + field, "is that of members[" + j + "] too",
                            "distinct");
                }
            }
        }
    }

    private static void checkApplications(List<Application> applications) {
        if (applications.isEmpty() || applications.size() > APPLICATIONS) {
            throw new ConfigInvalid("applications", "are " + applications.size(), "1 to " + APPLICATIONS);
        }
        for (int i = 0; i < applications.size(); i++) {
            Application application = applications.get(i);
            String field = "applications[" + i + "]";
            checkWord(field + ".name", application.name());
            if (applications.subList(0, i).stream().anyMatch(a -> a.name().equals(application.name()))) {
                throw new ConfigInvalid(field + ".name", "is listed twice", "distinct");
            }
            checkParameters(field + ".parameters", application.parameters());
        }
    }

    private static void checkParameters(String field, SortedMap<String, String> parameters) {
        if (parameters.size() > PARAMETERS) {
            throw new ConfigInvalid(field, "are " + parameters.size(), "at most " + PARAMETERS);
        }
        parameters.forEach((key, value) -> {
            checkWord(field + "." + key, key);
            if (value.length() > VALUE_LENGTH) {
                throw new ConfigInvalid(field + "." + key, "has " + value.length() + " characters",
                        "at most " + VALUE_LENGTH);
            }
        });
    }

    private static void checkPort(String field, int port) {
        if (port < 1 || port > 65_535) {
            throw new ConfigInvalid(field, "is " + port, "1 to 65535");
        }
    }

    private static void checkWord(String field, String word) {
        if (!WORD.matcher(word).matches()) {
            throw new ConfigInvalid(field, "is not a word", "1 to 64 letters, digits, dots or dashes");
        }
    }
}
