package org.credence.node;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.metrics.Refused;
import org.credence.node.pipeline.Intake;
import org.credence.node.transport.PeerNetwork;
import org.credence.node.transport.Refusal;
import org.slf4j.Logger;

/**
 * What happens when a member sends what no correct member sends: it is counted, the connection is closed where the
 * bytes themselves are
 * wrong, and the log says so, but not more than every few seconds for one member, lest it be used to fill the disk.
 */
final class Misconduct implements Intake.Complaints {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PeerNetwork network;
    private final NodeMeters meters;
    private final Logger log;
    private final AtomicLongArray quietUntil;

    Misconduct(int members, PeerNetwork network, NodeMeters meters, Logger log) {
        this.network = network;
        this.meters = meters;
        this.log = log;
        this.quietUntil = new AtomicLongArray(members);
        for (int member = 0; member < members; member++) {
            quietUntil.set(member, System.nanoTime());
        }
    }

    @Override
    public void about(int sender, Refused reason, String problem) {
        meters.refused(reason);
        switch (reason) {
            case MALFORMED -> {
                network.refuse(sender, Refusal.MALFORMED);
                warn(sender, reason, problem);
            }
            case FORGED -> {
                network.refuse(sender, Refusal.FORGED);
                warn(sender, reason, problem);
            }
            case INVALID_TRANSACTION, UNPROVEN -> warn(sender, reason, problem);
            case OTHER_EPOCH, OFFER_LIMIT, BACKLOG, REQUEST_LIMIT, UNASKED, RELAY_LIMIT -> {
                // An honest member may come to this when it or this one is late.
            }
        }
    }

    private void warn(int sender, Refused reason, String problem) {
        long now = System.nanoTime();
        long until = quietUntil.get(sender);
        if (now - until >= 0 && quietUntil.compareAndSet(sender, until, now + QUIET_NANOS)) {
            log.atWarn().addKeyValue("sender", sender).addKeyValue("reason", reason).addKeyValue("problem", problem)
                    .log("refused");
        }
    }
}
