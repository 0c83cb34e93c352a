// One call fails, or is the last that its process makes. Preloaded into a program and its children, this library counts their calls that
// change files under one folder, by call and by file, and lets one of them fail, or kills the process at it.
//
//   FAULT_FOLDER   the folder whose files are watched (and all below it); several are parted by colons
//   FAULT_STATE    a file for what is counted, outside of them; shared by all processes, and counted on where it is there already
//   FAULT_CALL, FAULT_FILE, FAULT_AT   which call: its name, the file's path below the folder, and the how manieth, counted from 1
//   FAULT_HOW      EIO, ENOSPC: it fails with this and does nothing (a close still closes); SHORT: a write writes half and says so;
//                  SPENT: the same, and the next write to the file finds no room, as on a disk that is full;
//                  KILL: the process dies before it; TORN: half is written, or all of another call is done, and the process dies
//   FAULT_TAPE_FILE, FAULT_TAPE   every write that succeeded to the file of this name is put at the end of the other file as well
//
// A file's name is taken without digits after its last dot or hyphen, and without what makes temporary names unique, so that two runs count alike.
// Not seen: writes through mmap, and inside the C library (stdio).

#define _GNU_SOURCE
#include <limits.h>
#include <signal.h>
#include <stdlib.h>

#include "calls.h"

enum { PATH_BYTES = 512, NAME_BYTES = 96, ROWS = 1 << 12, FOLDERS = 4 };
enum call { WRITE, SYNC, RENAME, CLOSE, TRUNCATE, REMOVE, OPEN, MAKE };
static const char *const names[] = {"write", "sync", "rename", "close", "truncate", "remove", "create", "mkdir"};
enum how { NOTHING, FAIL, SHORT, SPENT, KILL, TORN };

/// How often a call was made of one file.
struct row { char file[NAME_BYTES]; uint32_t call, count; };
/// Shared by all processes; guarded by its lock. The test reads who met the fault, and the rows. `spent` is the row of the file, counted from 1,
/// whose next write finds no room.
struct state { struct shared shared; uint32_t met, spent; struct row rows[ROWS]; };

static struct state *state;
static char folders[FOLDERS][PATH_BYTES], tape[PATH_BYTES];
static const char *wanted_call, *wanted_file, *tape_file;
static uint32_t wanted_at;
static enum how wanted_how;
static int wanted_error;

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
        sys_close(fd);
    }
    errno = before;
    return found;
}

/// Counts a call; what is to become of it.
static enum how meet(enum call call, const char *file) {
    int code = pthread_mutex_lock(&state->shared.lock);
    if (code == EOWNERDEAD) pthread_mutex_consistent(&state->shared.lock);
    uint32_t count = 0, place = 0;
    for (uint32_t index = 0; index < ROWS && !count; index++) {
        struct row *row = &state->rows[index];
        if (!row->file[0]) {
            snprintf(row->file, NAME_BYTES, "%s", file);
            row->call = call;
        }
        if (row->call == call && strcmp(row->file, file) == 0) {
            count = ++row->count;
            place = index + 1;
        }
    }
    if (!count) die("too many files");
    int is_it = wanted_at == count && !state->met && strcmp(wanted_call, names[call]) == 0 && strcmp(wanted_file, file) == 0;
    int is_full = state->spent == place;
    if (is_it) state->met = (uint32_t)getpid();
    if (is_it && wanted_how == SPENT) state->spent = place;
    if (is_full) state->spent = 0;
    pthread_mutex_unlock(&state->shared.lock);
    if (is_it && wanted_how == KILL) kill(getpid(), SIGKILL);
    return is_it ? wanted_how : is_full ? FAIL : NOTHING;
}

/// What a call comes to that is all or nothing.
#define ALL_OR_NOTHING(call, name, action)                        \
    do {                                                          \
        enum how how = meet(call, name);                          \
        if (how == FAIL || how == SHORT || how == SPENT) {                        \
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
    wanted_error = strcmp(how, "ENOSPC") == 0 || strcmp(how, "SPENT") == 0 ? ENOSPC : EIO;
    wanted_how = strcmp(how, "KILL") == 0 ? KILL : strcmp(how, "TORN") == 0 ? TORN : strcmp(how, "SHORT") == 0 ? SHORT : FAIL;
    if (strcmp(how, "SPENT") == 0) wanted_how = SPENT;
    tape_file = getenv("FAULT_TAPE_FILE");
    snprintf(tape, sizeof tape, "%s", (text = getenv("FAULT_TAPE")) ? text : "");

    state = map_shared(path, sizeof(struct state), 0);
}

// ---------------------------------------------------------------- what the programs call

static void keep_on_tape(const char *name, const struct iovec *parts, int count) {
    if (!tape_file || strcmp(tape_file, name) != 0) return;
    int before = errno, fd = sys_openat(AT_FDCWD, tape, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0 || sys_write(fd, parts, count, 0, 0) < 0) die("cannot write the tape");
    sys_close(fd);
    errno = before;
}

static ssize_t change_bytes(int fd, const struct iovec *parts, int count, off_t at, int positioned) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(fd, name)) return sys_write(fd, parts, count, at, positioned);
    enum how how = meet(WRITE, name);
    if (how == FAIL) {
        errno = wanted_error;
        return -1;
    }
    if (how == NOTHING) {
        ssize_t written = sys_write(fd, parts, count, at, positioned);
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
    ssize_t written = used ? sys_write(fd, half, used, at, positioned) : 0;
    if (how == TORN) kill(getpid(), SIGKILL);
    return written;
}

static int is_watched(int fd) {
    char name[NAME_BYTES];
    return name_of_descriptor(fd, name);
}

static int sync_file(int fd, int number) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(fd, name)) return (int)syscall(number, fd);
    ALL_OR_NOTHING(SYNC, name, syscall(number, fd));
}

static int change_size(int fd, off_t size) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(fd, name)) return sys_ftruncate(fd, size);
    ALL_OR_NOTHING(TRUNCATE, name, sys_ftruncate(fd, size));
}

static int change_room(int fd, int mode, off_t at, off_t length) {
    char name[NAME_BYTES];
    if (!name_of_descriptor(fd, name)) return (int)syscall(SYS_fallocate, fd, mode, at, length);
    ALL_OR_NOTHING(TRUNCATE, name, syscall(SYS_fallocate, fd, mode, at, length));
}

/// A file that was only read has nothing to lose when it is closed.
int close(int fd) {
    char name[NAME_BYTES];
    int flags = state ? fcntl(fd, F_GETFL) : -1;
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || !name_of_descriptor(fd, name)) return sys_close(fd);
    enum how how = meet(CLOSE, name);
    int result = sys_close(fd), code = errno;
    if (how == TORN) kill(getpid(), SIGKILL);
    if (how == FAIL || how == SHORT || how == SPENT) {
        code = wanted_error;
        result = -1;
    }
    errno = code;
    return result;
}

static int open_file(int at, const char *path, int flags, mode_t mode) {
    char name[NAME_BYTES];
    struct stat status;
    int before = errno, makes = flags & O_CREAT && state && fstatat(at, path, &status, AT_SYMLINK_NOFOLLOW) != 0;
    errno = before;
    if (!makes || !name_of_path(at, path, name)) return sys_openat(at, path, flags, mode);
    ALL_OR_NOTHING(OPEN, name, sys_openat(at, path, flags, mode));
}

static int remove_name(int at, const char *path, int flags) {
    char name[NAME_BYTES];
    if (!name_of_path(at, path, name)) return (int)syscall(SYS_unlinkat, at, path, flags);
    ALL_OR_NOTHING(REMOVE, name, syscall(SYS_unlinkat, at, path, flags));
}

static int rename_file(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    char name[NAME_BYTES];
    if (!name_of_path(to_at, to, name)) return (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    ALL_OR_NOTHING(RENAME, name, syscall(SYS_renameat2, from_at, from, to_at, to, flags));
}

static int make_name(int at, const char *path, int is_folder, maker *make, const void *with) {
    char name[NAME_BYTES];
    if (!name_of_path(at, path, name)) return make(at, path, with);
    ALL_OR_NOTHING(is_folder ? MAKE : OPEN, name, make(at, path, with));
}

#include "calls.h"
