// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.util.UUID;

/**
 * Makes ids from what a record is known by: its topic, partition, offset and timestamp. No digest,
 * as one is made for nearly every record: bits are mixed by MurmurHash3's 64-bit finalizer, which
 * maps different numbers to different ones.
 */
final class RecordIds {

    /** The golden ratio's fraction, odd: keeps equal parts of an identity from cancelling out. */
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT_2 = 0x8000_0000_0000_0000L;

    private RecordIds() {}

    /** A UUID of version 8 (RFC 9562: made as its maker likes), the same for the same record. */
    static String puid(InferenceRequest request) {
        long place = mix(request.offset * STEP + request.partition);
        long time = mix(request.timestamp * STEP + request.topic.hashCode());
        long high = mix(place + STEP * time);
        long low = mix(time ^ (Long.rotateLeft(high, 32) + STEP * request.offset));
        return new UUID((high & ~0xf000L) | VERSION_8, (low & 0x3fff_ffff_ffff_ffffL) | VARIANT_2)
                .toString();
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
