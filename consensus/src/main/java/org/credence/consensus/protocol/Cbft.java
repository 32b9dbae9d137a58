package org.credence.consensus.protocol;

import org.credence.consensus.engine.Engine;
import org.credence.consensus.kernel.FastCore;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * CBFT, sound form (P§2.3): FastCore with all-to-all votes, led in order of rank. The rank is the order of the
 * committee.
 *
 * <table>
 * <caption>The paper's words and ours</caption>
 * <tr>
 * <td>master node, primary</td>
 * <td>leader</td>
 * </tr>
 * <tr>
 * <td>slave node</td>
 * <td>member</td>
 * </tr>
 * <tr>
 * <td>PROPOSE</td>
 * <td>{@code Propose}</td>
 * </tr>
 * <tr>
 * <td>CONFIRM</td>
 * <td>{@code Ballot} of phase CONFIRM</td>
 * </tr>
 * <tr>
 * <td>(none: dropped by the paper)</td>
 * <td>{@code Ballot} of phase COMMIT, sent only when fewer than n−p confirm in
 * time</td>
 * </tr>
 * <tr>
 * <td>VIEW-CHANGE(v+1, L, Q, i)</td>
 * <td>{@code Change}: L is {@code leader}, Q is {@code path}</td>
 * </tr>
 * <tr>
 * <td>VIEW-CHANGE(v+1, V, X), a misprint for NEW-VIEW</td>
 * <td>{@code NewView}</td>
 * </tr>
 * <tr>
 * <td>(none)</td>
 * <td>{@code ViewReady}, {@code ViewOpened}</td>
 * </tr>
 * <tr>
 * <td>REPLY</td>
 * <td>receipt with decision certificate</td>
 * </tr>
 * </table>
 */
public final class Cbft {

    /** Name of the protocol in configuration, status and metrics. */
    public static final String NAME = "cbft";

    private Cbft() {}

    /** The engine of member {@code self}, whose key is the signer's. */
    public static Engine engine(Committee committee, int self, Signer signer, Timing timing) {
        int n = committee.size();
        return new FastCore(NAME, committee, self, view -> (int) (view % n), signer, timing, new Select());
    }
}
