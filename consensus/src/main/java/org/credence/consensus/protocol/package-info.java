/** One short file per protocol: the parts it is made of, and its paper's words in ours. */
@NullMarked
package org.credence.consensus.protocol;

import org.jspecify.annotations.NullMarked;
