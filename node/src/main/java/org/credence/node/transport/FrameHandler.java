package org.credence.node.transport;

/** Takes what members send. */
@FunctionalInterface
public interface FrameHandler {

    /**
     * Called on the connection's own thread, one frame at a time per connection: as long as it does not return, nothing
     * more is read from
     * that member, which is how back-pressure reaches it.
     *
     * @param member who sent it, proven by the connection
     * @param frame  1 to {@link org.credence.base.Limits#FRAME_BYTES} bytes, owned by the callee
     */
    void onFrame(int member, byte[] frame);
}
