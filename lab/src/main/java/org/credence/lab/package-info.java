/** Protocols as published, flaws included, and the schedules that show what they lose. No node depends on this. */
@NullMarked
package org.credence.lab;

import org.jspecify.annotations.NullMarked;
