/** Whether every member holds what clients were told is decided. */
@NullMarked
package org.credence.bench.audit;

import org.jspecify.annotations.NullMarked;
