package org.credence.crypto.credential;

import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.crypto.proof.Transcript;

/**
 * What a blinded mapping is for; it holds for no other deal, request, buyer or offer (A-D4, A-D10).
 *
 * @param id      of the deal
 * @param request digest of the buyer's request
 * @param buyer   PK_B
 * @param offer   digest of the offer, the mapping left out
 */
public record Deal(Digest id, Digest request, PublicKey buyer, Digest offer) {

    Transcript addTo(Transcript transcript) {
        return transcript.add("deal", id.toBytes())
                .add("request", request.toBytes())
                .add("buyer", buyer.toBytes())
                .add("offer", offer.toBytes());
    }
}
