/** What members say to each other, its wire form, and the proof that it was checked. */
@NullMarked
package org.credence.consensus.message;

import org.jspecify.annotations.NullMarked;
