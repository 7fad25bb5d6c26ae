/** Records in and out: what each step costs a record. */
@NullMarked
package io.leat.kafka;

import org.jspecify.annotations.NullMarked;
