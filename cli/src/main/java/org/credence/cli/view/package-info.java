/**
 * The live view of {@code credence up}: what it shows, as one screen that is refreshed in place or as one line per
 * second.
 */
@NullMarked
package org.credence.cli.view;

import org.jspecify.annotations.NullMarked;
