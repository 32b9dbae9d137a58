/** What a member is given before its first start: the genesis file, its data directory and its own settings. */
@NullMarked
package org.credence.node.genesis;

import org.jspecify.annotations.NullMarked;
