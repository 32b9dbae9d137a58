/**
 * Sealing a short message to one recipient: the shares of a dealing (P§4.3.1) and the memos of payments (P§7.4). The
 * recipient can later show everybody what was inside, and prove that it is what the box held (P§4.3.2, A-E12).
 */
@NullMarked
package org.credence.crypto.ecies;

import org.jspecify.annotations.NullMarked;
