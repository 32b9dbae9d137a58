/** The small parts consensus is built from: quorum arithmetic, votes, certificates, leadership, evidence. */
@NullMarked
package org.credence.consensus.part;

import org.jspecify.annotations.NullMarked;
