package org.credence.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.credence.cli.audit.DirectoryAudit;
import org.credence.cli.audit.Verdict;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Output;
import org.credence.node.genesis.DataDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Audits what a member has on disk. */
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = {
                "Checks a member's directory from its files alone: genesis, every block with its certificates and "
                        + "signatures, the execution of all of them, and every record of the stored state.",
                "Where old blocks are not kept it begins with the snapshot that the rest stands on, and says how many "
                        + "founders vouch for that.",
                "Names the first block that does not hold, and the exit code is 1. The member must not be running."},
        footer = {
                "%nJSON fields: sound, height, transactions, signatures, records, base (height of the snapshot "
                        + "that it begins with, 0 if none), founders (who vouch for that), firstBadBlock "
                        + "(null if none), part, problem.",
                "%nExamples:", "  credence verify .credence/member-0",
                "  credence verify --data .credence/member-0 --signatures certificates --json audit.json"})
final class VerifyCommand implements Callable<Integer> {

    /** Which signatures are checked. */
    enum Signatures {
        /** All, the clients' too. */
        ALL,
        /** Those of members. */
        CERTIFICATES
    }

    @ArgGroup(multiplicity = "1")
    private Where where;

    @Option(names = "--signatures", defaultValue = "ALL",
            description = "all, or only the members' in certificates, which is several times faster "
                    + "(${DEFAULT-VALUE}).")
    private Signatures signatures = Signatures.ALL;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    /** The directory, named in either way. */
    static final class Where {

        @Parameters(paramLabel = "DIR", description = "The member's directory.")
        private @Nullable Path directory;

        @Option(names = "--data", paramLabel = "DIR", description = "The same.")
        private @Nullable Path data;

        Path path() {
            if (directory != null) {
                return directory;
            }
            if (data != null) {
                return data;
            }
            throw new AssertionError("one of the two is required");
        }
    }

    @Override
    public Integer call() {
        Path directory = where.path();
        DataDirectory home = MemberDirectory.at(directory);
        Verdict verdict;
        try (Bar progress = Bar.of("verify", " blocks", -1)) {
            verdict = DirectoryAudit.run(home, signatures == Signatures.ALL, progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(text(directory, verdict));
        out.flush();
        if (json != null) {
            Output.json(json, fields(verdict));
        }
        return (verdict.bad().isEmpty() ? ExitCode.OK : ExitCode.VIOLATION).number();
    }

    private static String text(Path directory, Verdict verdict) {
        return verdict.bad().map(bad -> String.format(Locale.ROOT, "%s: BAD. First bad block: %d (%s): %s%n"
                + "%d blocks below it hold.", directory, bad.height(), bad.part(), bad.problem(), bad.height() - 1))
                .orElseGet(() -> String.format(Locale.ROOT,
                        "%s: sound. %,d blocks, %,d transactions, %,d signatures and "
                                + "%,d records of the state at height %,d checked.%s",
                        directory, verdict.height() - verdict.base().map(Verdict.Base::height).orElse(0L),
                        verdict.transactions(), verdict.signatures(), verdict.records(), verdict.stateHeight(),
                        verdict.base().map(VerifyCommand::text).orElse("")));
    }

    private static String text(Verdict.Base base) {
        return String.format(Locale.ROOT,
                "%nThe blocks up to %,d are not kept; their state is a snapshot that %d of the "
                        + "founders vouch for%s.",
                base.height(), base.founders(),
                base.founders() >= base.needed() ? "" : ", fewer than the " + base.needed()
                        + " of whom one must be correct: believe it only if it came from a member that you trust");
    }

    private static Map<String, @Nullable Object> fields(Verdict verdict) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("sound", verdict.bad().isEmpty());
        fields.put("height", verdict.height());
        fields.put("transactions", verdict.transactions());
        fields.put("signatures", verdict.signatures());
        fields.put("records", verdict.records());
        fields.put("base", verdict.base().map(Verdict.Base::height).orElse(0L));
        fields.put("founders", verdict.base().map(Verdict.Base::founders).orElse(null));
        fields.put("firstBadBlock", verdict.bad().map(Verdict.Bad::height).orElse(null));
        fields.put("part", verdict.bad().map(Verdict.Bad::part).orElse(null));
        fields.put("problem", verdict.bad().map(Verdict.Bad::problem).orElse(null));
        return fields;
    }
}
