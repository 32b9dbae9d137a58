/** The engines. FastCore is the safety kernel that all four papers' protocols share (P§1). */
@NullMarked
package org.credence.consensus.kernel;

import org.jspecify.annotations.NullMarked;
