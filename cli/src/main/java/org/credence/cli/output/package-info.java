/** What commands show to people: tables and progress. */
@NullMarked
package org.credence.cli.output;

import org.jspecify.annotations.NullMarked;
