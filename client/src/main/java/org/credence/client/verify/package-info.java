/**
 * Offline verification: what a client believes because it checked, not because a member said so. {@link ChainTrust} is
 * made of what the client knew beforehand; the {@code Verified…} types cannot be made in any other way than by it.
 */
@NullMarked
package org.credence.client.verify;

import org.jspecify.annotations.NullMarked;
