package org.credence.consensus.kernel.raft;

import java.util.List;
import org.credence.consensus.engine.Reason;

/** What a {@link Raft} needs around it. What it promises must be durable before anything it sends afterwards leaves. */
interface Host<P> {

    long now();

    void send(int member, LogMessage<P> message);

    /** Promises never to act in a lower view again. */
    void entered(long view);

    /** Promises its one vote of the view. */
    void voted(long view, int candidate);

    /** Promises to hold these entries instead of whatever it held at the first one's height and above. */
    void logged(List<Entry<P>> entries);

    /** These are decided; ascending, without gaps, each once. */
    void decided(List<Entry<P>> entries);

    /** What is decided up to here must be got from others; {@link Raft#restored} once it is here. */
    void behind(int leader, LogMessage.Snapshot<P> snapshot);

    /** Whether it could be shown to others that a majority holds this entry. */
    boolean provable(Entry<P> entry);

    void ignore(Reason reason, int sender);
}
