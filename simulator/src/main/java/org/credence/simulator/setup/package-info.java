/** What to simulate: seeds, committee, kinds of trouble, and the protocol under test. */
@NullMarked
package org.credence.simulator.setup;

import org.jspecify.annotations.NullMarked;
