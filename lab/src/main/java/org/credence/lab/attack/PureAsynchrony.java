package org.credence.lab.attack;

import org.credence.lab.cbft.Reading;

/**
 * A-C1. Member 0 proposes A to everybody. All CONFIRMs reach member 3 alone: it decides A and is cut off. The others
 * saw too few, so A is "completed" nowhere else; they replace the view, nothing is reported, and the empty block is
 * decided.
 */
final class PureAsynchrony extends Attack {

    PureAsynchrony() {
        super("A-C1", "no faulty member at all", Harm.FORK, 4);
    }

    @Override
    public String sentence() {
        return "III-C: Q stores the request set information of all completed PROPOSEs of the node i in the previous "
                + "view";
    }

    @Override
    public String remedy() {
        return "VIEW_CHANGE reports what its sender CONFIRMed, decided or not";
    }

    @Override
    public Reading reading() {
        return Reading.decided();
    }

    @Override
    Scene scene() {
        return new Scene().confirmsReachOnly(3, 1).cutOff(3, 1);
    }
}
