/**
 * Every option of the job, declared once; the documentation's table is made from it. Uses {@code
 * options}.
 */
@NullMarked
package io.leat.options.catalog;

import org.jspecify.annotations.NullMarked;
