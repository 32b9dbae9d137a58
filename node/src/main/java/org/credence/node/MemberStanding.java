package org.credence.node;

import org.credence.consensus.part.Seat;

/**
 * A member as this node sees it.
 *
 * @param index         its place in the committee
 * @param self          whether it is this node
 * @param connected     whether a channel to it is open; true for itself
 * @param view          the view it last said it was in
 * @param decidedHeight the height it last said was decided
 * @param heardAgoMs    milliseconds since it was last heard of; negative if never
 */
public record MemberStanding(int index, Seat seat, boolean self, boolean connected, long view,
        long decidedHeight, long heardAgoMs) {}
