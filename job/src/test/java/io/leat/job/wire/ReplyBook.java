// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import io.leat.job.wire.Fixture.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The replies of a fixture, each to be used once. Safe for use by several threads. */
public final class ReplyBook {

    private final List<Reply> left;

    public ReplyBook(Fixture fixture) {
        left = new ArrayList<>(fixture.replies());
    }

    /** The next reply to this call; null if there is none. */
    public synchronized @Nullable Reply take(String record, String to) {
        for (Iterator<Reply> each = left.iterator(); each.hasNext(); ) {
            Reply reply = each.next();
            if (reply.record().equals(record) && reply.to().equals(to)) {
                each.remove();
                return reply;
            }
        }
        return null;
    }

    /** Unused replies, one line each. */
    public synchronized List<String> unused() {
        return left.stream().map(reply -> reply.record() + " to " + reply.to()).toList();
    }
}
