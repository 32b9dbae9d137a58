package org.credence.node.api;

import java.util.Optional;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.node.Attested;
import org.credence.node.NodeService;

/** Reads the state together with what lets a client check the answer by itself. */
final class CertifiedState {

    private final NodeService node;

    CertifiedState(NodeService node) {
        this.node = node;
    }

    /**
     * The way from an answer to a decided header; bytes in hexadecimal.
     *
     * @param height after which the state held this
     * @param key    address in the state
     * @param proof  encoded state proof: of the value, or that there is none
     * @param header encoded decided header that carries the state root
     */
    record Certified(long height, String key, String proof, String header) {}

    /** A value, or its absence, with the proof of it. */
    record Held(Optional<byte[]> value, Certified certified) {}

    Held read(StateKey key) {
        Attested<StateProof> state = node.prove(key).orElseThrow(() -> new ApiException(ErrorCode.STATE_NOT_CERTIFIED,
                "no decided header carries the root of a state that is held here"));
        return new Held(state.proof().value(), new Certified(state.stateHeight(), Answers.hex(key.toBytes()),
                Answers.hex(state.proof().encoded()), Answers.encoded(state.decided())));
    }
}
