// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/*
 * A wall clock that can be set for one process: LD_PRELOAD this, with LEAT_CLOCK naming a file of
 * eight bytes, the seconds by which the process shall be ahead of the machine. It looks at the file
 * with every reading. Time that only passes (CLOCK_MONOTONIC) goes on as ever, as it does when a real
 * clock is set, and so do waits, which the JVM measures by it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t nothing = 0;
static const volatile int64_t *ahead = &nothing;

__attribute__((constructor)) static void find_clock(void) {
    const char *name = getenv("LEAT_CLOCK");
    int file = name == NULL ? -1 : open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return;
    }
    void *mapped = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) {
        ahead = mapped;
    }
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = (int) syscall(SYS_clock_gettime, clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += *ahead;
    }
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    int failed = (int) syscall(SYS_gettimeofday, now, zone);
    if (!failed) {
        now->tv_sec += *ahead;
    }
    return failed;
}

time_t time(time_t *now) {
    struct timespec read;
    clock_gettime(CLOCK_REALTIME, &read);
    if (now != NULL) {
        *now = read.tv_sec;
    }
    return read.tv_sec;
}
