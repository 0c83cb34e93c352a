// What programs call that changes files, for the libraries here that stand in for the C library's calls: each of them says what becomes of a
// change, and includes this once, at its end. Not seen: writes through mmap, and inside the C library (stdio).

#ifndef CALLS_H
#define CALLS_H

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// The system's own calls: the names at the end of this file are the library's.
static inline int sys_openat(int at, const char *path, int flags, mode_t mode) { return (int)syscall(SYS_openat, at, path, flags, mode); }
static inline int sys_ftruncate(int fd, off_t size) { return (int)syscall(SYS_ftruncate, fd, size); }
static inline int sys_close(int fd) { return (int)syscall(SYS_close, fd); }
static inline ssize_t sys_write(int fd, const struct iovec *parts, int count, off_t at, int positioned) {
    return positioned ? syscall(SYS_pwritev, fd, parts, count, (unsigned long)at, 0ul) : syscall(SYS_writev, fd, parts, count);
}

static void die(const char *what) {
    dprintf(2, "preloaded: %s: %s\n", what, strerror(errno));
    syscall(SYS_exit_group, 99);
}

/// What all shared states begin with.
struct shared { volatile uint64_t magic; union { pthread_mutex_t lock; char room[56]; }; };
_Static_assert(sizeof(struct shared) == 64, "tests read what follows");
static const uint64_t MAGIC = 0x706f776572637574ull;

/// Maps a state that processes share: made by the first, with a lock that outlives whoever held it.
static void *map_shared(const char *path, size_t size, int flags) {
    int fd = sys_openat(AT_FDCWD, path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int first = fd >= 0;
    if (!first) fd = sys_openat(AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) die("cannot open what is shared");
    if (first && sys_ftruncate(fd, (off_t)size) != 0) die("cannot size what is shared");
    struct stat status;
    while (!first && fstat(fd, &status) == 0 && (size_t)status.st_size < size) sched_yield();
    struct shared *mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | flags, fd, 0);
    if (mapped == MAP_FAILED) die("cannot map what is shared");
    sys_close(fd);
    if (first) {
        pthread_mutexattr_t attributes;
        pthread_mutexattr_init(&attributes);
        pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
        pthread_mutex_init(&mapped->lock, &attributes);
        __sync_synchronize();
        mapped->magic = MAGIC;
    }
    while (mapped->magic != MAGIC) sched_yield();
    return mapped;
}

typedef int maker(int at, const char *path, const void *with);

// What becomes of a change; the library says it.
static int is_watched(int fd);
static ssize_t change_bytes(int fd, const struct iovec *parts, int count, off_t at, int positioned);
static int change_size(int fd, off_t size);
static int change_room(int fd, int mode, off_t at, off_t length);
static int sync_file(int fd, int number);
static int open_file(int at, const char *path, int flags, mode_t mode);
static int remove_name(int at, const char *path, int flags);
static int rename_file(int from_at, const char *from, int to_at, const char *to, unsigned flags);
static int make_name(int at, const char *path, int is_folder, maker *make, const void *with);

#else

ssize_t write(int fd, const void *bytes, size_t count) {
    struct iovec part = {(void *)bytes, count};
    return change_bytes(fd, &part, 1, 0, 0);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    struct iovec part = {(void *)bytes, count};
    return change_bytes(fd, &part, 1, at, 1);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { return pwrite(fd, bytes, count, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return change_bytes(fd, parts, count, 0, 0); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return change_bytes(fd, parts, count, at, 1); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return change_bytes(fd, parts, count, at, 1); }
ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t at, int flags) {
    (void)flags;  // hints, or syncs that are then not believed: stricter
    return change_bytes(fd, parts, count, at, at != -1);
}
int ftruncate(int fd, off_t size) { return change_size(fd, size); }
int ftruncate64(int fd, off64_t size) { return change_size(fd, size); }
int fsync(int fd) { return sync_file(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

int fallocate(int fd, int mode, off_t at, off_t length) { return change_room(fd, mode, at, length); }
int fallocate64(int fd, int mode, off64_t at, off64_t length) { return change_room(fd, mode, at, length); }
int posix_fallocate(int fd, off_t at, off_t length) { return change_room(fd, 0, at, length) == 0 ? 0 : errno; }
int posix_fallocate64(int fd, off64_t at, off64_t length) { return posix_fallocate(fd, at, length); }

// Copies inside the kernel would pass unseen: callers fall back to read and write.
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags) {
    if (!is_watched(out)) return syscall(SYS_copy_file_range, in, from, out, to, count, flags);
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int out, int in, off_t *from, size_t count) {
    if (!is_watched(out)) return syscall(SYS_sendfile, out, in, from, count);
    errno = EINVAL;
    return -1;
}
ssize_t sendfile64(int out, int in, off_t *from, size_t count) { return sendfile(out, in, from, count); }

#define WITH_MODE(flags, mode)                                   \
    mode_t mode = 0;                                             \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                       \
        va_list list;                                            \
        va_start(list, flags);                                   \
        mode = va_arg(list, mode_t);                             \
        va_end(list);                                            \
    }
int open(const char *path, int flags, ...) { WITH_MODE(flags, mode) return open_file(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { WITH_MODE(flags, mode) return open_file(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { WITH_MODE(flags, mode) return open_file(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { WITH_MODE(flags, mode) return open_file(at, path, flags, mode); }
// What programs call that were built with _FORTIFY_SOURCE and make no file.
int __open_2(const char *path, int flags) { return open_file(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return open_file(AT_FDCWD, path, flags, 0); }
int __openat_2(int at, const char *path, int flags) { return open_file(at, path, flags, 0); }
int __openat64_2(int at, const char *path, int flags) { return open_file(at, path, flags, 0); }
int creat(const char *path, mode_t mode) { return open_file(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

int unlinkat(int at, const char *path, int flags) { return remove_name(at, path, flags); }
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) { return unlinkat(AT_FDCWD, path, 0) == 0 ? 0 : errno == EISDIR ? rmdir(path) : -1; }
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    return rename_file(from_at, from, to_at, to, flags);
}
int renameat(int from_at, const char *from, int to_at, const char *to) { return renameat2(from_at, from, to_at, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

struct link_source { int at, flags; const char *path; };
static int make_link(int at, const char *path, const void *with) {
    const struct link_source *source = with;
    return (int)syscall(SYS_linkat, source->at, source->path, at, path, source->flags);
}
static int make_symlink(int at, const char *path, const void *with) { return (int)syscall(SYS_symlinkat, with, at, path); }
static int make_folder(int at, const char *path, const void *with) { return (int)syscall(SYS_mkdirat, at, path, *(const mode_t *)with); }

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    struct link_source source = {from_at, flags, from};
    return make_name(to_at, to, 0, make_link, &source);
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
int symlinkat(const char *target, int at, const char *path) { return make_name(at, path, 0, make_symlink, target); }
int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }
int mkdirat(int at, const char *path, mode_t mode) { return make_name(at, path, 1, make_folder, &mode); }
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int truncate(const char *path, off_t size) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    int result = ftruncate(fd, size), code = errno;
    sys_close(fd);
    errno = code;
    return result;
}
int truncate64(const char *path, off64_t size) { return truncate(path, size); }

#endif
