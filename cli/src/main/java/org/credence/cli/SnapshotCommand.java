package org.credence.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Table;
import org.credence.cli.up.RunningMember;
import org.credence.node.Newcomer;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.Snapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** States that a chain can begin above. */
@Command(name = "snapshot", description = "Show the snapshots of a member, and take one in from others.",
        subcommands = {SnapshotCommand.Listing.class, SnapshotCommand.Fetch.class})
final class SnapshotCommand extends Group {

    /** The directory of a member. */
    static final class Home {

        @Option(names = "--data", paramLabel = "DIR", required = true, description = "The member's directory.")
        private Path data;

        DataDirectory directory() {
            return MemberDirectory.at(data);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = {"Prints the snapshots in a member's directory, which it may be running in.",
                    "Whether all of it is sound says credence verify."},
            footer = {"%nJSON fields: snapshots (epoch, height, block, stateRoot, nodes, bytes, file).",
                    "%nExample:", "  credence snapshot list --data .credence/member-0"})
    static final class Listing implements Runnable {

        @Mixin
        private Home home;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            List<SnapshotFile> all = Snapshots.in(home.directory().snapshots()).all();
            json.print(spec, Map.of("snapshots", all.stream().map(Listing::fields).toList()), () -> text(all));
        }

        private static Map<String, Object> fields(SnapshotFile file) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("epoch", file.head().epoch());
            fields.put("height", file.head().height());
            fields.put("block", file.head().base().id().hex());
            fields.put("stateRoot", file.head().stateRoot().hex());
            fields.put("nodes", file.version().nextId());
            fields.put("bytes", file.bytes());
            fields.put("file", file.path().toString());
            return fields;
        }

        private static String text(List<SnapshotFile> all) {
            if (all.isEmpty()) {
                return "no snapshots: they are taken at the end of epochs";
            }
            Table table = new Table("below epoch", "height", "nodes", "bytes", "state root");
            all.forEach(file -> table.row(file.head().epoch(), file.head().height(), file.version().nextId(),
                    file.bytes(), file.head().stateRoot().brief()));
            return table.text();
        }
    }

    @Command(name = "fetch", mixinStandardHelpOptions = true,
            description = {"Takes the newest snapshot in from members whose APIs the genesis file names, checks all of "
                    + "it, and puts it in place of the chain and the state in DIR, if it is above them.",
                    "credence node does the same by itself where it must. The member must not be running."},
            footer = {"%nExample:", "  credence snapshot fetch --data .credence/east"})
    static final class Fetch implements Runnable {

        @Mixin
        private Home home;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            DataDirectory directory = home.directory();
            Genesis genesis = GenesisFile.read(directory.genesis());
            Optional<Newcomer.Offer> taken;
            try (Bar bar = Bar.of("fetch", " parts", -1)) {
                taken = RunningMember.fetch(directory, genesis, new Shown(bar));
            }
            Newcomer.Offer offer = taken.orElseThrow(() -> new Failure(ExitCode.NOT_FOUND,
                    "nobody who answers has a snapshot above the chain in " + directory.root()));
            var out = spec.commandLine().getOut();
            out.println("the chain in " + directory.root() + " begins above height " + offer.height()
                    + " now, the last of epoch " + (offer.epoch() - 1));
            out.flush();
        }

        /** Shows parts on a bar. */
        private record Shown(Bar bar) implements Newcomer.Progress {

            @Override
            public void height(long height) {
                // It follows no chain.
            }

            @Override
            public void part(int parts, int of) {
                bar.reached(parts);
            }
        }
    }
}
