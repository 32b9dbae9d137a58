/** The attacks on published protocols: each a schedule that is also played to the sound form. */
@NullMarked
package org.credence.lab.attack;

import org.jspecify.annotations.NullMarked;
