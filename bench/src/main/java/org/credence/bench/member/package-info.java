/** Members as processes of their own: their files, their start and end, and what they tell about themselves. */
@NullMarked
package org.credence.bench.member;

import org.jspecify.annotations.NullMarked;
