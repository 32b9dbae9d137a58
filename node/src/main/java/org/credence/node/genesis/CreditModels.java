package org.credence.node.genesis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.credence.base.Digest;
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
     * The models that a member has, by digest: the one in its directory, or the shipped one if there is none, and those
     * that it was given for a change of models. Files are looked for when a model is, so that one can be added while
     * the
     * member runs.
     */
    public static Function<Digest, Optional<CreditModel>> of(DataDirectory home) {
        return digest -> all(home).stream().filter(model -> model.digest().equals(digest)).findFirst();
    }

    private static List<CreditModel> all(DataDirectory home) {
        List<CreditModel> models = new ArrayList<>();
        models.add(Files.exists(home.creditModel()) ? read(home.creditModel()) : shipped());
        if (Files.isDirectory(home.models())) {
            try (Stream<Path> files = Files.list(home.models())) {
                files.sorted().map(CreditModels::read).forEach(models::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return models;
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
