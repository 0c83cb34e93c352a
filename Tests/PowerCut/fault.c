// One call fails, or is the last that its process makes. Preloaded into a program and its children, this library counts their calls that
// change files under one folder, by call and by file, and lets one of them fail, or kills the process at it.
//
//   FAULT_FOLDER   the folder whose files are watched (and all below it); several are parted by colons
//   FAULT_STATE    a file for what is counted, outside of them; shared by all processes, and counted on where it is there already
//   FAULT_CALL, FAULT_FILE, FAULT_AT   which call: its name, the file's path below the folder, and the how manieth, counted from 1
//   FAULT_HOW      EIO, ENOSPC: it fails with this and does nothing (a close still closes); SHORT: a write writes half and says so;
//                  KILL: the process dies before it; TORN: half is written, or all of another call is done, and the process dies
//   FAULT_TAPE_FILE, FAULT_TAPE   every write that succeeded to the file of this name is put at the end of the other file as well
//
// A file's name is taken without digits after its last dot or hyphen, and without what makes temporary names unique, so that two runs count alike.
// Not seen: writes through mmap, and inside the C library (stdio).

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PATH_BYTES = 512, NAME_BYTES = 96, ROWS = 1 << 12, FOLDERS = 4 };
enum call { WRITE, SYNC, RENAME, CLOSE, TRUNCATE, REMOVE, OPEN, MAKE };
static const char *const names[] = {"write", "sync", "rename", "close", "truncate", "remove", "create", "mkdir"};
enum how { NOTHING, FAIL, SHORT, KILL, TORN };

/// How often a call was made of one file.
struct row { char file[NAME_BYTES]; uint32_t call, count; };
/// Shared by all processes; guarded by `lock`. The test reads who met the fault, and the rows.
struct state { volatile uint32_t magic; uint32_t met; struct row rows[ROWS]; pthread_mutex_t lock; };
static const uint32_t MAGIC = 0x6661756c;

static struct state *state;
static char folders[FOLDERS][PATH_BYTES], tape[PATH_BYTES];
static const char *wanted_call, *wanted_file, *tape_file;
static uint32_t wanted_at;
static enum how wanted_how;
static int wanted_error;

static int sys_openat(int at, const char *path, int flags, mode_t mode) { return (int)syscall(SYS_openat, at, path, flags, mode); }

static void die(const char *what) {
    dprintf(2, "fault: %s: %s\n", what, strerror(errno));
    syscall(SYS_exit_group, 99);
}

/// The file's name as it is counted; 0 where it is not watched.
static int name_of(const char *path, char *name) {
    for (int index = 0; index < FOLDERS && folders[index][0]; index++) {
        size_t length = strlen(folders[index]);
        if (strncmp(path, folders[index], length) != 0 || (path[length] != '/' && path[length] != 0)) continue;
        const char *rest = path[length] ? path + length + 1 : ".";
        size_t count = 0;
        for (; *rest && count < NAME_BYTES - 1; rest++) {
            // Numbers and random parts of names differ from run to run.
            char byte = *rest >= '0' && *rest <= '9' ? '#' : *rest;
            if (byte == '#' && count > 0 && name[count - 1] == '#') continue;
            name[count++] = byte;
        }
        name[count] = 0;
        char *deleted = strstr(name, " (deleted)");
        if (deleted) *deleted = 0;
        // Foundation's files beside the one that they are to replace, and SQLite's for sorting.
        static const char *const random[] = {".tmp", "etilqs_", ".dat.nosync"};
        for (size_t index = 0; index < sizeof random / sizeof *random; index++) {
            char *found = strstr(name, random[index]);
            if (found) strcpy(found, random[index]);
        }
        return 1;
    }
    return 0;
}

static int name_of_descriptor(int fd, char *name) {
    if (!state || fd < 0) return 0;
    int before = errno;
    char link[64], path[PATH_BYTES];
    struct stat status;
    int found = 0;
    if (fstat(fd, &status) == 0 && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, path, sizeof path - 1);
        path[length > 0 ? length : 0] = 0;
        found = length > 0 && name_of(path, name);
    }
    errno = before;
    return found;
}

/// The real path of a name, whether or not there is a file.
static int name_of_path(int at, const char *path, char *name) {
    if (!state || !path) return 0;
    int before = errno, found = 0;
    char start[PATH_BYTES], real[PATH_BYTES], full[2 * PATH_BYTES], link[64];
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') length--;
    if (length == 0 || length >= sizeof start) return 0;
    memcpy(start, path, length);
    start[length] = 0;
    char *slash = strrchr(start, '/');
    char last[PATH_BYTES];
    snprintf(last, sizeof last, "%s", slash ? slash + 1 : start);
    if (slash) slash[slash == start ? 1 : 0] = 0;
    int fd = sys_openat(at, slash ? start : ".", O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd >= 0) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t count = readlink(link, real, sizeof real - 1);
        if (count > 0) {
            real[count] = 0;
            snprintf(full, sizeof full, "%s/%s", real, last);
            found = name_of(full, name);
        }
        syscall(SYS_close, fd);
    }
    errno = before;
    return found;
}

/// Counts a call; what is to become of it.
static enum how meet(enum call call, const char *file) {
    int code = pthread_mutex_lock(&state->lock);
    if (code == EOWNERDEAD) pthread_mutex_consistent(&state->lock);
    uint32_t count = 0;
    for (int index = 0; index < ROWS && !count; index++) {
        struct row *row = &state->rows[index];
        if (!row->file[0]) {
            snprintf(row->file, NAME_BYTES, "%s", file);
            row->call = call;
        }
        if (row->call == call && strcmp(row->file, file) == 0) count = ++row->count;
    }
    if (!count) die("too many files");
    int is_it = wanted_at == count && !state->met && strcmp(wanted_call, names[call]) == 0 && strcmp(wanted_file, file) == 0;
    if (is_it) state->met = (uint32_t)getpid();
    pthread_mutex_unlock(&state->lock);
    if (is_it && wanted_how == KILL) kill(getpid(), SIGKILL);
    return is_it ? wanted_how : NOTHING;
}

/// What a call comes to that is all or nothing.
#define ALL_OR_NOTHING(call, name, action)                        \
    do {                                                          \
        enum how how = meet(call, name);                          \
        if (how == FAIL || how == SHORT) {                        \
            errno = wanted_error;                                 \
            return -1;                                            \
        }                                                         \
        int result = (int)(action), code = errno;                 \
        if (how == TORN) kill(getpid(), SIGKILL);                 \
        errno = code;                                             \
        return result;                                            \
    } while (0)

// ---------------------------------------------------------------- start

__attribute__((constructor)) static void start(void) {
    const char *watched = getenv("FAULT_FOLDER"), *path = getenv("FAULT_STATE"), *text;
    if (!watched || !path) return;
    char list[FOLDERS * PATH_BYTES];
    snprintf(list, sizeof list, "%s", watched);
    int count = 0;
    for (char *rest, *folder = strtok_r(list, ":", &rest); folder && count < FOLDERS; folder = strtok_r(NULL, ":", &rest)) {
        if (!realpath(folder, folders[count++])) die("FAULT_FOLDER must be there");
    }
    wanted_call = (text = getenv("FAULT_CALL")) ? text : "";
    wanted_file = (text = getenv("FAULT_FILE")) ? text : "";
    wanted_at = (text = getenv("FAULT_AT")) ? (uint32_t)strtoul(text, NULL, 10) : 0;
    const char *how = (text = getenv("FAULT_HOW")) ? text : "";
    wanted_error = strcmp(how, "ENOSPC") == 0 ? ENOSPC : EIO;
    wanted_how = strcmp(how, "KILL") == 0 ? KILL : strcmp(how, "TORN") == 0 ? TORN : strcmp(how, "SHORT") == 0 ? SHORT : FAIL;
    tape_file = getenv("FAULT_TAPE_FILE");
    snprintf(tape, sizeof tape, "%s", (text = getenv("FAULT_TAPE")) ? text : "");

    size_t size = sizeof(struct state);
    int fd = sys_openat(AT_FDCWD, path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int first = fd >= 0;
    if (!first) fd = sys_openat(AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) die("cannot open FAULT_STATE");
    if (first && syscall(SYS_ftruncate, fd, size) != 0) die("cannot size FAULT_STATE");
    struct stat status;
    while (!first && fstat(fd, &status) == 0 && (size_t)status.st_size < size) sched_yield();
    struct state *mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED) die("cannot map FAULT_STATE");
    syscall(SYS_close, fd);
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
    state = mapped;
}

// ---------------------------------------------------------------- what the programs call

static ssize_t write_out(int fd, const struct iovec *parts, int count, off_t at, int positioned) {
    return positioned ? syscall(SYS_pwritev, fd, parts, count, (unsigned long)at, 0ul) : syscall(SYS_writev, fd, parts, count);
}

static void keep_on_tape(const char *name, const struct iovec *parts, int count) {
    if (!tape_file || strcmp(tape_file, name) != 0) return;
    int before = errno, fd = sys_openat(AT_FDCWD, tape, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0 || write_out(fd, parts, count, 0, 0) < 0) die("cannot write the tape");
    syscall(SYS_close, fd);
    errno = before;
}

static ssize_t counted_write(int fd, const struct iovec *parts, int count, off_t at, int positioned) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(fd, name)) return write_out(fd, parts, count, at, positioned);
    enum how how = meet(WRITE, name);
    if (how == FAIL) {
        errno = wanted_error;
        return -1;
    }
    if (how == NOTHING) {
        ssize_t written = write_out(fd, parts, count, at, positioned);
        if (written > 0) keep_on_tape(name, parts, count);
        return written;
    }
    size_t total = 0;
    for (int index = 0; index < count; index++) total += parts[index].iov_len;
    struct iovec half[IOV_MAX];
    size_t left = total / 2;
    int used = 0;
    for (; used < count && left > 0; used++) {
        half[used] = parts[used];
        if (half[used].iov_len > left) half[used].iov_len = left;
        left -= half[used].iov_len;
    }
    ssize_t written = used ? write_out(fd, half, used, at, positioned) : 0;
    if (how == TORN) kill(getpid(), SIGKILL);
    return written;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    struct iovec part = {(void *)bytes, count};
    return counted_write(fd, &part, 1, 0, 0);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    struct iovec part = {(void *)bytes, count};
    return counted_write(fd, &part, 1, at, 1);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { return pwrite(fd, bytes, count, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return counted_write(fd, parts, count, 0, 0); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return counted_write(fd, parts, count, at, 1); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return counted_write(fd, parts, count, at, 1); }

// Copies inside the kernel would pass unseen: callers fall back to read and write.
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(out, name)) return syscall(SYS_copy_file_range, in, from, out, to, count, flags);
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int out, int in, off_t *from, size_t count) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(out, name)) return syscall(SYS_sendfile, out, in, from, count);
    errno = EINVAL;
    return -1;
}
ssize_t sendfile64(int out, int in, off64_t *from, size_t count) { return sendfile(out, in, from, count); }

static int counted_sync(int fd, int number) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(fd, name)) return (int)syscall(number, fd);
    ALL_OR_NOTHING(SYNC, name, syscall(number, fd));
}
int fsync(int fd) { return counted_sync(fd, SYS_fsync); }
int fdatasync(int fd) { return counted_sync(fd, SYS_fdatasync); }

int ftruncate(int fd, off_t size) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(fd, name)) return (int)syscall(SYS_ftruncate, fd, size);
    ALL_OR_NOTHING(TRUNCATE, name, syscall(SYS_ftruncate, fd, size));
}
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

static int allocate(int fd, int mode, off_t at, off_t length) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(fd, name)) return (int)syscall(SYS_fallocate, fd, mode, at, length);
    ALL_OR_NOTHING(TRUNCATE, name, syscall(SYS_fallocate, fd, mode, at, length));
}
int fallocate(int fd, int mode, off_t at, off_t length) { return allocate(fd, mode, at, length); }
int fallocate64(int fd, int mode, off64_t at, off64_t length) { return allocate(fd, mode, at, length); }
int posix_fallocate(int fd, off_t at, off_t length) { return allocate(fd, 0, at, length) == 0 ? 0 : errno; }
int posix_fallocate64(int fd, off64_t at, off64_t length) { return posix_fallocate(fd, at, length); }

/// A file that was only read has nothing to lose when it is closed.
int close(int fd) {
    char name[NAME_BYTES];
    int flags = state ? fcntl(fd, F_GETFL) : -1;
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || !name_of_descriptor(fd, name)) return (int)syscall(SYS_close, fd);
    enum how how = meet(CLOSE, name);
    int result = (int)syscall(SYS_close, fd), code = errno;
    if (how == TORN) kill(getpid(), SIGKILL);
    if (how == FAIL || how == SHORT) {
        code = wanted_error;
        result = -1;
    }
    errno = code;
    return result;
}

static int counted_open(int at, const char *path, int flags, mode_t mode) {
    char name[NAME_BYTES];
    struct stat status;
    int before = errno, makes = flags & O_CREAT && state && fstatat(at, path, &status, AT_SYMLINK_NOFOLLOW) != 0;
    errno = before;
    if (!makes || !name_of_path(at, path, name)) return sys_openat(at, path, flags, mode);
    ALL_OR_NOTHING(OPEN, name, sys_openat(at, path, flags, mode));
}
#define WITH_MODE(flags, mode)                                   \
    mode_t mode = 0;                                             \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                       \
        va_list list;                                            \
        va_start(list, flags);                                   \
        mode = va_arg(list, mode_t);                             \
        va_end(list);                                            \
    }
int open(const char *path, int flags, ...) { WITH_MODE(flags, mode) return counted_open(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { WITH_MODE(flags, mode) return counted_open(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { WITH_MODE(flags, mode) return counted_open(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { WITH_MODE(flags, mode) return counted_open(at, path, flags, mode); }
int creat(const char *path, mode_t mode) { return counted_open(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

int unlinkat(int at, const char *path, int flags) {
    char name[NAME_BYTES];
    if (!name_of_path(at, path, name)) return (int)syscall(SYS_unlinkat, at, path, flags);
    ALL_OR_NOTHING(REMOVE, name, syscall(SYS_unlinkat, at, path, flags));
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) { return unlinkat(AT_FDCWD, path, 0) == 0 ? 0 : errno == EISDIR ? rmdir(path) : -1; }

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    char name[NAME_BYTES];
    if (!name_of_path(to_at, to, name)) return (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    ALL_OR_NOTHING(RENAME, name, syscall(SYS_renameat2, from_at, from, to_at, to, flags));
}
int renameat(int from_at, const char *from, int to_at, const char *to) { return renameat2(from_at, from, to_at, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    char name[NAME_BYTES];
    if (!name_of_path(to_at, to, name)) return (int)syscall(SYS_linkat, from_at, from, to_at, to, flags);
    ALL_OR_NOTHING(OPEN, name, syscall(SYS_linkat, from_at, from, to_at, to, flags));
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int mkdirat(int at, const char *path, mode_t mode) {
    char name[NAME_BYTES];
    if (!name_of_path(at, path, name)) return (int)syscall(SYS_mkdirat, at, path, mode);
    ALL_OR_NOTHING(MAKE, name, syscall(SYS_mkdirat, at, path, mode));
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
