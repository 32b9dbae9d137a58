package org.credence.cli;

import java.util.ArrayList;
import java.util.Optional;
import org.credence.consensus.protocol.Protocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which consensus protocol. */
final class ProtocolOption {

    @Option(names = "--protocol", paramLabel = "NAME", converter = Converter.class,
            completionCandidates = Names.class,
            description = "Consensus protocol: ${COMPLETION-CANDIDATES} (cbft).")
    private @Nullable Protocol protocol;

    /** The one that was asked for. */
    Optional<Protocol> given() {
        return Optional.ofNullable(protocol);
    }

    /** The one that was asked for, or CBFT. */
    Protocol chosen() {
        return given().orElse(Protocol.CBFT);
    }

    /** The names of all protocols, for help and completion. */
    static final class Names extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Names() {
            super(Protocol.ids());
        }
    }

    /** Reads a name. */
    static final class Converter implements ITypeConverter<Protocol> {

        @Override
        public Protocol convert(String name) {
            try {
                return Protocol.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
