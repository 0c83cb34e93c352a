// A recorder for tests. Preloaded into a process and its children, this library keeps a copy of every byte that they hand to the system to be
// written: to files, pipes and sockets, through maps of files, and through stdio.
//
//   RECORDER_TO   the file that the copies go to, which must be there: for each, a line "length path", then the bytes and an LF
//
// A program that is started with an environment of its own, emptied of this library, is recorded all the same.
//
// A map of a file that is shared and writable is copied when it is let go. One that stands until the process dies is in the file then, for the
// test to read.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MAPS = 1024, PARTS = 1024 };

/// A descriptor far from those that programs count on, closed when another program takes the process over.
static int record = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct { char *start; size_t length; char path[256]; } maps[MAPS];

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("RECORDER_TO");
    if (!path) return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
    record = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 700);
    if (record < 0) {
        dprintf(2, "recorder: %s: %s\n", path, strerror(errno));
        syscall(SYS_exit_group, 98);
    }
    syscall(SYS_close, fd);
}

/// Adds the two variables to an environment that lacks them.
int posix_spawn(pid_t *process, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                char *const arguments[], char *const environment[]) {
    static int (*next)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]);
    if (!next) next = (__typeof__(next))dlsym(RTLD_NEXT, "posix_spawn");
    static const char *const names[] = {"LD_PRELOAD=", "RECORDER_TO="};
    char *all[PARTS + 3], own[2][4096];
    int count = 0, found[2] = {0, 0};
    for (; environment && environment[count] && count < PARTS; count++) {
        all[count] = environment[count];
        for (int name = 0; name < 2; name++) found[name] |= !strncmp(all[count], names[name], strlen(names[name]));
    }
    const char *values[] = {getenv("LD_PRELOAD"), getenv("RECORDER_TO")};
    for (int name = 0; name < 2; name++) {
        if (found[name] || !values[name]) continue;
        snprintf(own[name], sizeof own[name], "%s%s", names[name], values[name]);
        all[count++] = own[name];
    }
    all[count] = NULL;
    return next(process, path, actions, attributes, arguments, all);
}

static void path_of(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    path[length > 0 ? length : 0] = 0;
}

/// One call to the system, so that copies of several threads and processes never mix.
static void keep(const char *path, const struct iovec *parts, int count, size_t total) {
    if (record < 0 || total == 0 || count > PARTS) return;
    char head[320];
    struct iovec all[PARTS + 2];
    all[0] = (struct iovec){head, (size_t)snprintf(head, sizeof head, "%zu %s\n", total, path)};
    int used = 1;
    for (int index = 0; index < count && total > 0; index++) {
        size_t length = parts[index].iov_len < total ? parts[index].iov_len : total;
        all[used++] = (struct iovec){parts[index].iov_base, length};
        total -= length;
    }
    all[used++] = (struct iovec){"\n", 1};
    // A map may reach beyond the end of its file; such a copy is left out.
    if (syscall(SYS_writev, record, all, used) < 0 && errno != EFAULT) syscall(SYS_exit_group, 98);
}

static ssize_t kept(int fd, const struct iovec *parts, int count, ssize_t written) {
    if (written > 0) {
        int code = errno;
        char path[256];
        path_of(fd, path, sizeof path);
        keep(path, parts, count, (size_t)written);
        errno = code;
    }
    return written;
}

static ssize_t kept_bytes(int fd, const void *bytes, ssize_t written) {
    struct iovec part = {(void *)bytes, written > 0 ? (size_t)written : 0};
    return kept(fd, &part, 1, written);
}

ssize_t write(int fd, const void *bytes, size_t count) { return kept_bytes(fd, bytes, syscall(SYS_write, fd, bytes, count)); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return kept_bytes(fd, bytes, syscall(SYS_pwrite64, fd, bytes, count, at)); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { return pwrite(fd, bytes, count, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return kept(fd, parts, count, syscall(SYS_writev, fd, parts, count)); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
    return kept(fd, parts, count, syscall(SYS_pwritev, fd, parts, count, (unsigned long)at, 0ul));
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return pwritev(fd, parts, count, at); }
ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t at, int flags) {
    return kept(fd, parts, count, syscall(SYS_pwritev2, fd, parts, count, (unsigned long)at, 0ul, flags));
}
ssize_t send(int fd, const void *bytes, size_t count, int flags) {
    return kept_bytes(fd, bytes, syscall(SYS_sendto, fd, bytes, count, flags, NULL, 0));
}
ssize_t sendto(int fd, const void *bytes, size_t count, int flags, const struct sockaddr *to, socklen_t length) {
    return kept_bytes(fd, bytes, syscall(SYS_sendto, fd, bytes, count, flags, to, length));
}
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    return kept(fd, message->msg_iov, (int)message->msg_iovlen, syscall(SYS_sendmsg, fd, message, flags));
}

// Inside the kernel nothing can be copied from: callers fall back to reading and writing.
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags) {
    (void)in, (void)from, (void)out, (void)to, (void)count, (void)flags;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int out, int in, off_t *from, size_t count) {
    (void)out, (void)in, (void)from, (void)count;
    errno = EINVAL;
    return -1;
}
ssize_t sendfile64(int out, int in, off64_t *from, size_t count) { return sendfile(out, in, from, count); }

// stdio writes from inside the C library, past the names above.
size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file) {
    static size_t (*next)(const void *, size_t, size_t, FILE *);
    if (!next) next = (size_t(*)(const void *, size_t, size_t, FILE *))dlsym(RTLD_NEXT, "fwrite");
    size_t done = next(bytes, size, count, file);
    if (done > 0) kept_bytes(fileno(file), bytes, (ssize_t)(done * size));
    return done;
}
int fputs(const char *text, FILE *file) { return fwrite(text, 1, strlen(text), file) == strlen(text) ? 1 : EOF; }
int puts(const char *text) { return fputs(text, stdout) == EOF ? EOF : fputs("\n", stdout); }

void *mmap(void *wish, size_t length, int protection, int flags, int fd, off_t at) {
    void *start = (void *)syscall(SYS_mmap, wish, length, protection, flags, fd, at);
    if (start == MAP_FAILED || fd < 0 || !(flags & MAP_SHARED) || !(protection & PROT_WRITE)) return start;
    int code = errno;
    pthread_mutex_lock(&lock);
    for (int index = 0; index < MAPS; index++) {
        if (maps[index].start) continue;
        maps[index].start = start;
        maps[index].length = length;
        path_of(fd, maps[index].path, sizeof maps[index].path);
        break;
    }
    pthread_mutex_unlock(&lock);
    errno = code;
    return start;
}
void *mmap64(void *wish, size_t length, int protection, int flags, int fd, off64_t at) { return mmap(wish, length, protection, flags, fd, at); }

int munmap(void *start, size_t length) {
    pthread_mutex_lock(&lock);
    for (int index = 0; index < MAPS; index++) {
        if (!maps[index].start || maps[index].start != start) continue;
        struct iovec part = {start, maps[index].length < length ? maps[index].length : length};
        keep(maps[index].path, &part, 1, part.iov_len);
        maps[index].start = NULL;
        break;
    }
    pthread_mutex_unlock(&lock);
    return (int)syscall(SYS_munmap, start, length);
}
