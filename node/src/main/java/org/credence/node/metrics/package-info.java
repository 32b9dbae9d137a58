/** What a node counts and times; names and labels are part of its interface. */
@NullMarked
package org.credence.node.metrics;

import org.jspecify.annotations.NullMarked;
