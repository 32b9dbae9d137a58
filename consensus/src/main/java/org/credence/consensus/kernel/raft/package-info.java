/**
 * Raft (Ongaro and Ousterhout 2014): a log that a majority keeps equal while members crash and come back, and while
 * messages are lost, delayed, doubled and overtaken. It tolerates crashes only: one member that lies can make two
 * others decide differently. {@link org.credence.consensus.kernel.raft.RaftEngine} puts the chain on top of it.
 */
@NullMarked
package org.credence.consensus.kernel.raft;

import org.jspecify.annotations.NullMarked;
