/**
 * The Java SDK: submit, query, subscribe. {@link org.credence.client.CredenceClient} speaks to any of several members;
 * {@link org.credence.client.verify} checks offline what they say.
 */
@NullMarked
package org.credence.client;

import org.jspecify.annotations.NullMarked;
