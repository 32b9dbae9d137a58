/**
 * The member's HTTP/JSON API: what clients and operators see. {@code openapi.yaml} is the contract; tests hold the
 * routes to it. All it
 * knows of the member is {@link org.credence.node.NodeService} and the ledger, which it only reads.
 */
@NullMarked
package org.credence.node.api;

import org.jspecify.annotations.NullMarked;
