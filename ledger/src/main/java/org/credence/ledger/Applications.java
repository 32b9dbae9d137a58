package org.credence.ledger;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Malformed;

/** The applications of one chain; which ones, its genesis says. */
public final class Applications {

    private final SortedMap<Integer, Application> byId = new TreeMap<>();

    /**
     * @throws IllegalArgumentException if two have one number, or one has a number or a code outside its range
     */
    public Applications(List<Application> applications) {
        for (Application application : applications) {
            if (application.id() < 1 || application.id() > 0xffff) {
                throw new IllegalArgumentException(
                        application.name() + ".id: " + application.id() + ", limits 1 to 65535");
            }
            if (byId.put(application.id(), application) != null) {
                throw new IllegalArgumentException("application.id: " + application.id() + " is taken twice");
            }
            for (Code code : application.codes()) {
                if (code.number() < Code.FIRST_OF_APPLICATIONS || code.number() > 0xffff) {
                    throw new IllegalArgumentException(
                            application.name() + "." + code.name() + ": " + code.number() + ", limits 100 to 65535");
                }
            }
        }
    }

    /** The application with this number. */
    public Optional<Application> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, ascending by number. */
    public List<Application> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Admission without signature: what can be said of a transaction before it is ordered. Safe from any thread.
     *
     * @throws Rejected with the reason; a payload that is not canonical is {@link LedgerCode#MALFORMED}
     */
    public void check(Digest chainId, Transaction transaction) {
        if (!transaction.chainId().equals(chainId)) {
            throw new Rejected(LedgerCode.WRONG_CHAIN, "transaction.chainId",
                    "is " + transaction.chainId().brief() + ", must be " + chainId.brief());
        }
        Application application = find(transaction.application())
                .orElseThrow(() -> new Rejected(LedgerCode.UNKNOWN_APPLICATION, "transaction.application",
                        "is " + transaction.application() + ", must be one of " + byId.keySet()));
        try {
            application.check(transaction);
        } catch (Malformed e) {
            throw malformed(e);
        }
    }

    /** The name of an outcome found in a receipt, such as {@code REPLAYED}. */
    public String outcomeName(int application, int outcome) {
        List<? extends Code> codes = outcome < Code.FIRST_OF_APPLICATIONS
                ? List.of(LedgerCode.values())
                : find(application).<List<? extends Code>>map(Application::codes).orElse(List.of());
        return codes.stream().filter(code -> code.number() == outcome).map(Code::name).findFirst()
                .orElse("UNKNOWN_" + outcome);
    }

    private static Rejected malformed(Malformed cause) {
        String message = String.valueOf(cause.getMessage());
        String prefix = cause.field() + ": ";
        return new Rejected(LedgerCode.MALFORMED, "payload." + cause.field(),
                message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }
}
