/** Members that misbehave: a correct engine inside, its inputs and outputs bent (P§10.3). */
@NullMarked
package org.credence.simulator.byzantine;

import org.jspecify.annotations.NullMarked;
