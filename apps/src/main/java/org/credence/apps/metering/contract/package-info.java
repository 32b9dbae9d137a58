/** Metering's agreed execution, and reading what it wrote. */
@NullMarked
package org.credence.apps.metering.contract;

import org.jspecify.annotations.NullMarked;
