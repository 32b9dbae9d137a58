/** The Java SDK: submit, query, subscribe, and verify a decision offline. */
@NullMarked
package org.credence.client;

import org.jspecify.annotations.NullMarked;
