package org.credence.cli.up;

import java.util.Optional;
import org.credence.client.CredenceClient;
import org.credence.client.MembersUnavailable;
import org.credence.node.Newcomer;

/** The chain as members' APIs hand it out. Members that do not answer now may do so later. */
record Apis(CredenceClient client) implements Newcomer.Source {

    @Override
    public Optional<byte[]> stored(long height) {
        try {
            return client.stored(height);
        } catch (MembersUnavailable e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Newcomer.Offer> snapshot() {
        try {
            return client.snapshot().map(offer -> new Newcomer.Offer(offer.epoch(), offer.height(), offer.parts()));
        } catch (MembersUnavailable e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] part(Newcomer.Offer offer, int number) {
        return client.part(offer.epoch(), number);
    }

    @Override
    public int membersSince() {
        try {
            return client.get("/v1/roster").path("since").asInt();
        } catch (MembersUnavailable e) {
            return 0;
        }
    }
}
