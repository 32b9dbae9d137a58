/** Makes transactions, offers them to members, and keeps count of what became of them. */
@NullMarked
package org.credence.bench.load;

import org.jspecify.annotations.NullMarked;
