/** The canonical binary encoding, the only one that is hashed, signed, sent or stored. */
@NullMarked
package org.credence.base.codec;

import org.jspecify.annotations.NullMarked;
