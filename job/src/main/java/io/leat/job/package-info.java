/** The entry point of the job and how its parts are loaded. Uses everything below it. */
@NullMarked
package io.leat.job;

import org.jspecify.annotations.NullMarked;
