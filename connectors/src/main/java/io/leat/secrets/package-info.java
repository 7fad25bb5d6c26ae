/**
 * Certificates, keys and passwords: references to them, which may stand in the job graph, and how
 * they are read and looked at where they are needed.
 */
@NullMarked
package io.leat.secrets;

import org.jspecify.annotations.NullMarked;
