package org.credence.node.genesis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.credence.base.codec.Malformed;
import org.credence.reputation.CreditModel;

/** Finds the credit model that a member computes with. */
public final class CreditModels {

    private CreditModels() {}

    /** The one that comes with the program. */
    public static CreditModel shipped() {
        try (InputStream in = CreditModel.class.getResourceAsStream("credit.model")) {
            if (in == null) {
                throw new IllegalStateException("credit.model: is missing in this program");
            }
            return CreditModel.decode(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The one in the member's directory, or the shipped one if there is none.
     *
     * @throws ConfigInvalid if the file is no model
     */
    public static CreditModel of(DataDirectory home) {
        Path file = home.creditModel();
        return Files.exists(file) ? read(file) : shipped();
    }

    /**
     * The model in a file.
     *
     * @throws ConfigInvalid if it is none
     */
    public static CreditModel read(Path file) {
        try {
            if (Files.size(file) > CreditModel.MOST_BYTES) {
                throw new ConfigInvalid(file.toString(), "has " + Files.size(file) + " bytes",
                        "at most " + CreditModel.MOST_BYTES);
            }
            return CreditModel.decode(Files.readAllBytes(file));
        } catch (Malformed e) {
            throw new ConfigInvalid(file.toString(), "is no credit model (" + e.getMessage() + ")",
                    "a file that credence train credit has written");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
