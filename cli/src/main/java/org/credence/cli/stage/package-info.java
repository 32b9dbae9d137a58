/**
 * Performs scenarios with members in processes of their own: {@link org.credence.cli.stage.Director} follows the
 * script,
 * {@link org.credence.cli.stage.LiveStage} does to processes and to the links between them what it asks for.
 */
@NullMarked
package org.credence.cli.stage;

import org.jspecify.annotations.NullMarked;
