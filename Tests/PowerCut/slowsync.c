// A slow disk for benchmarks: every fsync and fdatasync of the process and its children takes SLOWSYNC_US microseconds longer.
//
//   cc -O2 -shared -fPIC -o slowsync.so slowsync.c -ldl
//   SLOWSYNC_US=5000 LD_PRELOAD=./slowsync.so program

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static struct timespec delay;
static int (*real_fsync)(int), (*real_fdatasync)(int);

__attribute__((constructor)) static void prepare(void) {
    const char *text = getenv("SLOWSYNC_US");
    long microseconds = text ? strtol(text, NULL, 10) : 0;
    delay = (struct timespec){.tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000};
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
}

static void wait_for_the_disk(void) {
    struct timespec left = delay;
    while (nanosleep(&left, &left) != 0) continue;
}

int fsync(int file) {
    wait_for_the_disk();
    return real_fsync(file);
}

int fdatasync(int file) {
    wait_for_the_disk();
    return real_fdatasync(file);
}
