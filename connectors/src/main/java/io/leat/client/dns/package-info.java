/**
 * Host name resolution off the event loops, shared by the REST and gRPC clients. Uses {@code
 * client}.
 */
@NullMarked
package io.leat.client.dns;

import org.jspecify.annotations.NullMarked;
