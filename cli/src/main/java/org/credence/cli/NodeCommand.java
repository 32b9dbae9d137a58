package org.credence.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.credence.cli.up.LocalConsortium;
import org.credence.cli.up.RunningMember;
import org.credence.consensus.part.Seat;
import org.credence.node.Newcomer;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one member in the foreground until it is told to stop. */
@Command(name = "node", mixinStandardHelpOptions = true,
        description = {"Runs one member in the foreground until SIGTERM or Ctrl-C.",
                "DIR holds genesis.json and member.key; everything the member keeps goes there too, its log to "
                        + "DIR/logs/node.log as one JSON object per line.",
                "With a key that is no member's it takes the newest snapshot that members have and follows the chain, "
                        + "checking all of it, until the members have let that key in (credence member request).",
                "The end of an epoch now and then becomes a snapshot in DIR/snapshots, for those who join."},
        footer = {"%nExamples:", "  credence node --data .credence/member-0",
                "  credence node --data .credence/member-0 --retain 100000"})
final class NodeCommand implements Runnable {

    private static final long HALT_CHECK_MILLIS = 500;
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    private long toldAt = System.nanoTime() - PROGRESS_NANOS;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The member's directory.")
    private Path data;

    @Mixin
    private RetainOption retain;

    @Option(names = "--whole-chain",
            description = "On the way to become a member take all blocks from the first one on, and no snapshot.")
    private boolean wholeChain;

    @Mixin
    private PasswordOptions password;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (!Files.isDirectory(data)) {
            throw new Failure(ExitCode.USAGE, "--data: " + data + " is no directory");
        }
        DataDirectory home = DataDirectory.in(data);
        char[] secret = password.existing(Optional.of(data.resolve(LocalConsortium.PASSWORD)));
        try (StopSignal signal = StopSignal.install();
                RunningMember member = RunningMember.start(home, secret,
                        new RunningMember.Manner(retain.chosen(), wholeChain, new Told()), () -> signal.await(0))) {
            Genesis genesis = member.node().genesis();
            Seat self = member.node().roster(member.node().standing().engine().epoch()).seats()
                    .get(member.node().self());
            note(self.name() + " of " + genesis.name() + " runs: height " + member.node().standing().executedHeight()
                    + ", members at " + self.host() + ":" + self.peerPort() + ", API at http://" + self.host() + ":"
                    + member.apiPort());
            while (!signal.await(HALT_CHECK_MILLIS)) {
                Optional<String> halted = member.node().halted();
                if (halted.isPresent()) {
                    throw new Failure(member.node().isLeftBehind() ? ExitCode.RESTART : ExitCode.VIOLATION,
                            "this member has stopped itself: " + halted.get());
                }
            }
            note("stopping at height " + member.node().standing().executedHeight());
        }
    }

    /** Says now and then how far it has come. */
    private final class Told implements Newcomer.Progress {

        @Override
        public void height(long height) {
            tell("following the chain until it may vote: height " + height);
        }

        @Override
        public void part(int parts, int of) {
            tell("taking a snapshot in: part " + parts + " of " + of);
        }

        private void tell(String text) {
            long now = System.nanoTime();
            if (now - toldAt >= PROGRESS_NANOS) {
                toldAt = now;
                note(text);
            }
        }
    }

    private void note(String text) {
        var err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
