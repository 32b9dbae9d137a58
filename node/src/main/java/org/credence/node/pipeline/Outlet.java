package org.credence.node.pipeline;

import org.credence.consensus.engine.Audience;
import org.credence.consensus.message.Message;

/**
 * The way out to other members: encodes once and never waits; what a slow member's queue has no room for is dropped and
 * asked for again.
 */
public interface Outlet {

    void send(Audience audience, Message message);
}
