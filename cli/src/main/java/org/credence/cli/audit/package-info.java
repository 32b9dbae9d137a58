/** Audits a member's directory from its files: chain, execution and state. */
@NullMarked
package org.credence.cli.audit;

import org.jspecify.annotations.NullMarked;
