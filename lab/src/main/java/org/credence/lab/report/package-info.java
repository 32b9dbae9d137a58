/** What every experiment leaves behind: a table of all points, plots, and one page that stands by itself. */
@NullMarked
package org.credence.lab.report;

import org.jspecify.annotations.NullMarked;
