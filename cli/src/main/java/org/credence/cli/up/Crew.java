package org.credence.cli.up;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.credence.node.Retention;
import org.credence.node.genesis.PasswordSource;

/** The members that this command started. */
public sealed interface Crew extends AutoCloseable {

    /** What the operator should know of a member beside what its API says; empty if nothing. */
    Optional<String> remark(int member);

    /** Stops them cleanly: what they have promised and decided is on disk when this returns. */
    @Override
    void close();

    /** All in this process, with their own keys, disks and sockets. */
    final class InProcess implements Crew {

        private final List<RunningMember> members;

        private InProcess(List<RunningMember> members) {
            this.members = members;
        }

        public static InProcess start(LocalConsortium consortium, Retention retention) {
            List<RunningMember> members = new ArrayList<>();
            try {
                for (int i = 0; i < consortium.genesis().members().size(); i++) {
                    var home = consortium.home(i);
                    char[] password = new PasswordSource.File(home.root().resolve(LocalConsortium.PASSWORD)).read();
                    members.add(
                            RunningMember.start(home, password, RunningMember.Manner.quiet(retention), () -> false));
                }
            } catch (RuntimeException e) {
                members.reversed().forEach(RunningMember::close);
                throw e;
            }
            return new InProcess(members);
        }

        @Override
        public Optional<String> remark(int member) {
            return Optional.empty();
        }

        @Override
        public void close() {
            List<Thread> closing = members.stream().map(m -> Thread.ofPlatform().start(m::close)).toList();
            for (Thread thread : closing) {
                Waiting.join(thread);
            }
        }
    }

    /** Each a process of its own, that may be killed and started again by whoever likes. */
    final class Processes implements Crew {

        private final LocalConsortium consortium;
        private final Retention retention;
        private final Consumer<String> notes;
        private final List<MemberProcess> processes = new CopyOnWriteArrayList<>();

        private Processes(LocalConsortium consortium, Retention retention, Consumer<String> notes) {
            this.consortium = consortium;
            this.retention = retention;
            this.notes = notes;
        }

        /** @param notes told when a process ends that nobody told to end */
        public static Processes start(LocalConsortium consortium, Retention retention, Consumer<String> notes) {
            Processes crew = new Processes(consortium, retention, notes);
            try {
                IntStream.range(0, consortium.genesis().members().size())
                        .forEach(member -> crew.processes.add(crew.process(member)));
            } catch (RuntimeException e) {
                crew.close();
                throw e;
            }
            return crew;
        }

        private MemberProcess process(int member) {
            return MemberProcess.start(consortium.home(member).root(),
                    consortium.genesis().members().get(member).name(), retention, notes);
        }

        /** The processes, in committee order. */
        public List<MemberProcess> members() {
            return List.copyOf(processes);
        }

        /** Whether a member's process runs, or is paused. */
        public boolean isAlive(int member) {
            return processes.get(member).isAlive();
        }

        /** Ends a member at once, as {@code kill -9} does. */
        public void kill(int member) {
            processes.get(member).kill();
        }

        /** Starts a member that has ended again, in a new process. */
        public void start(int member) {
            if (!isAlive(member)) {
                processes.set(member, process(member));
            }
        }

        /** Takes all processor time from a member; what is sent to it meanwhile waits for it. */
        public void pause(int member) {
            processes.get(member).pause();
        }

        /** Lets a paused member go on. */
        public void resume(int member) {
            processes.get(member).resume();
        }

        @Override
        public Optional<String> remark(int member) {
            return processes.get(member).remark();
        }

        @Override
        public void close() {
            processes.forEach(MemberProcess::requestStop);
            processes.forEach(MemberProcess::stop);
        }
    }
}
