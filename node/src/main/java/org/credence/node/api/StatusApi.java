package org.credence.node.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Seat;
import org.credence.node.MemberStanding;
import org.credence.node.NodeService;
import org.credence.node.NodeStanding;
import org.credence.node.api.Answers.MemberRef;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;

/** Answers about the member and its consortium, for operators and their tools. */
final class StatusApi {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain";

    private final NodeService node;

    StatusApi(NodeService node) {
        this.node = node;
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record StatusView(String consortium, String chainId, MemberRef member, String protocol, int epoch, long view,
            String stage, MemberRef leader, long firstHeight, long decidedHeight, String decidedId, long executedHeight,
            String stateRoot,
            int pendingBatches, int openBatches, int mempool, int tracked, int connected, Optional<String> halted) {}

    record MemberView(int index, String name, String key, String host, int peerPort, int apiPort, boolean self,
            boolean connected, long view, long decidedHeight, long heardAgoMs) {}

    /** The protocol, its quorums and the members in committee order. */
    record Members(String protocol, int f, int p, int slowQuorum, int fastQuorum, List<MemberView> members) {}

    record Health(String status) {}

    /** {@code GET /v1/status}. */
    Answer status() {
        Genesis genesis = node.genesis();
        NodeStanding standing = node.standing();
        Status engine = standing.engine();
        int connected = (int) standing.members().stream().filter(MemberStanding::connected).count();
        return Answer.json(new StatusView(genesis.name(), genesis.chainId().hex(),
                MemberRef.of(standing.roster(), standing.self()), engine.protocol(), engine.epoch(), engine.view(),
                engine.stage().name(), MemberRef.of(standing.roster(), engine.leader()), node.firstHeight(),
                engine.decidedHeight(),
                engine.decidedId().hex(), standing.executedHeight(), standing.stateRoot().hex(),
                engine.pendingBatches(), engine.openBatches(), standing.mempool(), standing.tracked(), connected,
                standing.halted()));
    }

    /** {@code GET /v1/members}. */
    Answer members() {
        NodeStanding standing = node.standing();
        Quorum quorum = standing.roster().quorum();
        return Answer.json(new Members(node.genesis().protocol().id(), quorum.f(), quorum.p(), quorum.slow(),
                quorum.fast(), standing.members().stream().map(StatusApi::view).toList()));
    }

    /** {@code GET /v1/why}: JSON, or plain text to whoever asks for it. */
    Answer why(Call call) {
        Diagnosis diagnosis = Diagnosis.of(node.standing());
        return call.asksFor(TEXT) ? text(TEXT + ";charset=utf-8", diagnosis.text()) : Answer.json(diagnosis);
    }

    /** {@code GET /v1/genesis}. */
    Answer genesis() {
        return text(Answer.JSON, GenesisFile.format(node.genesis()));
    }

    /** {@code GET /healthz}: fails once the member has stopped itself, so that a supervisor may act. */
    Answer health() {
        Optional<String> halted = node.standing().halted();
        if (halted.isPresent()) {
            throw new ApiException(ErrorCode.HALTED, halted.get());
        }
        return Answer.json(new Health("ok"));
    }

    /** {@code GET /metrics}. */
    Answer metrics() {
        return text(PROMETHEUS, node.meters().scrape());
    }

    private static Answer text(String type, String text) {
        return new Answer.Whole(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static MemberView view(MemberStanding standing) {
        Seat seat = standing.seat();
        return new MemberView(standing.index(), seat.name(), seat.key().hex(), seat.host(), seat.peerPort(),
                seat.apiPort(), standing.self(), standing.connected(), standing.view(), standing.decidedHeight(),
                standing.heardAgoMs());
    }
}
