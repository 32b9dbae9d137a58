/**
 * Names that a credential's holder has one of in each scope, and that do not tell of each other (P§6.3): A-D7, A-D13.
 */
@NullMarked
package org.credence.crypto.credential.pseudonym;

import org.jspecify.annotations.NullMarked;
