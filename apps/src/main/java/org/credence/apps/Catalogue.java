package org.credence.apps;

import java.util.Map;
import org.credence.apps.metering.MeteringRules;
import org.credence.apps.metering.contract.MeteringApplication;
import org.credence.crypto.Verifier;
import org.credence.ledger.Application;

/** Makes the applications that a genesis names. */
public final class Catalogue {

    private Catalogue() {}

    /**
     * The application with this name. Whether a chain may have {@link OpaqueApplication} is for the genesis to judge.
     *
     * @param parameters what the genesis says about it
     * @param verifier   checks signatures inside payloads
     * @throws InvalidParameter if there is none, or it has no such parameters
     */
    public static Application application(String name, Map<String, String> parameters, Verifier verifier) {
        return switch (name) {
            case MeteringApplication.NAME -> new MeteringApplication(MeteringRules.of(parameters), verifier);
            case OpaqueApplication.NAME -> {
                if (!parameters.isEmpty()) {
                    throw new InvalidParameter(name, "has no parameters");
                }
                yield new OpaqueApplication();
            }
            default ->
                throw new InvalidParameter("application", "'" + name + "' is unknown, must be metering or opaque");
        };
    }
}
