package org.credence.simulator.world;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Fault;

/** The machines of all processes, of members and of those who may become some; twins have two. */
final class Machines {

    private final World world;
    private final Engines engines;
    private final Scribe scribe;
    private final Digest genesisRoot;
    private final Chance chance;
    /** By process, the machine it runs on. */
    private final List<Host> hosts;
    private final List<Host> all; // with the second ones of twins
    /** By process, all its machines. */
    private final List<List<Host>> ofProcess;

    Machines(World world, Engines engines, Scribe scribe, Digest genesisRoot, Chance chance) {
        this.world = world;
        this.engines = engines;
        this.scribe = scribe;
        this.genesisRoot = genesisRoot;
        this.chance = chance;
        Swarm swarm = world.swarm();
        hosts = IntStream.range(0, world.processes()).mapToObj(this::host).toList();
        List<Host> seconds = swarm.liars().keySet().stream().filter(process -> swarm.lies(process, Fault.TWINS))
                .map(this::host).toList();
        all = Stream.concat(hosts.stream(), seconds.stream()).toList();
        ofProcess = hosts.stream()
                .map(first -> all.stream().filter(host -> host.self() == first.self()).toList()).toList();
    }

    private Host host(int process) {
        Chance own = chance.split();
        Disk disk = new Disk(scribe, world.calendar(), genesisRoot, world.swarm().has(Fault.LAZY_DISKS),
                world.swarm().lies(process, Fault.FORGETS_PROMISES), own.split());
        Chance lies = own.split();
        return new Host(world, process, epoch -> engines.engine(process, epoch, lies.split()), disk, own);
    }

    /** By process, the machine it runs on. */
    List<Host> hosts() {
        return hosts;
    }

    /** With the second ones of twins. */
    List<Host> all() {
        return all;
    }

    /** All of a process. */
    List<Host> of(int process) {
        return ofProcess.get(process);
    }
}
