/** What the privacy cryptography costs, measured by JMH in a process of its own (decision 0008). */
@NullMarked
package org.credence.bench.crypto;

import org.jspecify.annotations.NullMarked;
