package org.credence.node.genesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.credence.apps.Catalogue;
import org.credence.apps.InvalidParameter;
import org.credence.base.Digest;
import org.credence.crypto.Verifier;
import org.credence.ledger.Application;
import org.credence.ledger.Applications;
import org.credence.ledger.epoch.ConsortiumApplication;
import org.credence.reputation.CreditModel;

/** The applications of a chain: those that its genesis names, and the consortium's own affairs if it has epochs. */
public final class ChainApplications {

    private ChainApplications() {}

    /**
     * @param models   the credit models that the member has
     * @param verifier checks signatures inside payloads
     * @throws ConfigInvalid if the genesis names something unknown, or gives it parameters it does not have
     */
    public static Applications of(Genesis genesis, Function<Digest, Optional<CreditModel>> models, Verifier verifier) {
        List<Application> applications = new ArrayList<>();
        try {
            genesis.applications().forEach(
                    named -> applications.add(Catalogue.application(named.name(), named.parameters(), verifier)));
        } catch (InvalidParameter e) {
            throw new ConfigInvalid("applications." + e.field(), String.valueOf(e.getMessage()),
                    "known and in its limits");
        }
        genesis.constitution().ifPresent(constitution -> applications
                .add(new ConsortiumApplication(constitution, models, verifier)));
        return new Applications(applications);
    }
}
