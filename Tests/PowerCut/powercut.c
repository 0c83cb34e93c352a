// A power cut for tests. Preloaded into a process and its children, this library lets every write under one folder through, but keeps what
// stood there before until the file is synced. At the cut it puts back a random part of what was never synced, as a disk would have lost
// it, and kills every process that shares the journal. What is left in the folder is what a machine could find after the power is back.
//
//   POWERCUT_FOLDER   the folder whose files are watched (and all below it)
//   POWERCUT_STATE    a folder for the journal: outside the other one, on the same file system, empty at the start
//   POWERCUT_SEED     what is lost is a function of this number and of the journal
//   POWERCUT_AFTER    cut when this many operations (writes, syncs, changes of names) have begun; 0 or absent: only on the signal
//   POWERCUT_SIGNAL   number of a signal that cuts at once
//   POWERCUT_SYNC     "ignore": syncs keep nothing. Under it every promise of durability must break, or the test proves nothing
//   POWERCUT_FAIL     this sync (counted from 1, over all processes) fails with EIO, once
//   POWERCUT_FAIL_FILE  only syncs of files whose path ends with this count for POWERCUT_FAIL
//
// The model, stricter than any one file system:
// - A file's bytes are safe when fsync or fdatasync of that file has returned, or at once with O_SYNC and O_DSYNC. Until then each sector of
//   512 bytes may hold what it held at the last sync, the newest bytes, or something in between, and the size may be old or new.
// - A name (created, renamed, linked, removed) is safe when its folder has been synced. Until then the newest changes of a folder may be
//   undone, last one first. Syncing a file does not save its name.
// - After a sync that failed, the kernel takes the pages for written: no later sync makes them safe, only writing them anew and syncing that.
// Not watched: writes through mmap, SQLite's -shm files (which are rebuilt), writes inside the C library (stdio), which never pass through here, and
// the removal of folders.

#define _GNU_SOURCE
#include <limits.h>
#include <signal.h>
#include <stdlib.h>

#include "calls.h"

enum { SECTOR = 512, PATH_BYTES = 512, FILE_SLOTS = 1 << 16, FDS = 1 << 16, PROCESSES = 256 };
static const uint64_t ARENA = 1ull << 30;
static const uint64_t SWEEP = 1ull << 24;  // so much is written before what is safe is cleared away

enum kind { WRITE = 1, RESIZE, CREATE, REMOVE, RENAME };

/// One change that is not safe yet, followed by its payload: the bytes that stood there before, or the names.
struct record {
    uint64_t size;  // of record and payload, a multiple of 8
    uint16_t kind, failed;  // failed: a sync of it failed
    uint32_t live;
    uint32_t file;  // slot of the file, or of the folder for names
    uint32_t held;  // payload bytes in use
    uint64_t offset, length, old_size, new_size;
};

struct names { char path[PATH_BYTES], other[PATH_BYTES], side[PATH_BYTES]; };

struct file { uint64_t device, inode; char path[PATH_BYTES]; };

/// Shared by all processes; every field is guarded by `lock`.
struct state {
    struct shared shared;
    uint64_t operations, used, live, sides, syncs, room;
    volatile int cut, requested;
    pid_t processes[PROCESSES];
    struct file files[FILE_SLOTS];
    char arena[];
};

static struct state *state;
static char folder[PATH_BYTES], side_folder[PATH_BYTES];
static size_t folder_length;
static const char *fail_file;
static uint64_t seed, cut_after, fail_at;
static int sync_ignored;

/// What a descriptor was when it was last looked at; looked at again when its inode has changed.
static struct { uint64_t device, inode; uint32_t slot; uint8_t kind; } fds[FDS];
enum { UNKNOWN, OTHER, WATCHED };

// More of the system's own calls.
static ssize_t sys_pread(int fd, void *to, size_t count, off_t at) { return syscall(SYS_pread64, fd, to, count, at); }
static ssize_t sys_pwrite(int fd, const void *from, size_t count, off_t at) { return syscall(SYS_pwrite64, fd, from, count, at); }
static int sys_rename(const char *from, const char *to) { return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0); }
static int sys_unlink(const char *path) { return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0); }
static int sys_link(const char *from, const char *to) { return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0); }

static uint64_t mix(uint64_t x) {
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}
static uint64_t chance(uint64_t a, uint64_t b, uint64_t c) { return mix(mix(mix(seed ^ a) ^ b) ^ c); }

static int is_under(const char *path) {
    return strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || path[folder_length] == 0);
}

// ---------------------------------------------------------------- the journal

static void cut(void) __attribute__((noreturn));

static void lock(void) {
    int code = pthread_mutex_lock(&state->shared.lock);
    if (code == EOWNERDEAD) pthread_mutex_consistent(&state->shared.lock);
    if (state->cut) syscall(SYS_exit_group, 137);
}

static void unlock(void) {
    if (state->requested) cut();
    pthread_mutex_unlock(&state->shared.lock);
}

/// Called with the lock held, at the beginning of every operation that counts.
static void begin(void) {
    state->operations++;
    if (state->requested || (cut_after && state->operations >= cut_after)) cut();
}

static uint32_t slot_of(const struct stat *status, const char *path) {
    uint32_t slot = (uint32_t)(mix(status->st_ino) % FILE_SLOTS);
    for (int step = 0; step < FILE_SLOTS; step++, slot = (slot + 1) % FILE_SLOTS) {
        struct file *file = &state->files[slot];
        if (file->inode == status->st_ino && file->device == status->st_dev) return slot;
        if (file->inode == 0) {
            file->inode = status->st_ino;
            file->device = status->st_dev;
            snprintf(file->path, sizeof file->path, "%s", path);
            return slot;
        }
    }
    die("too many files");
    return 0;
}

static struct record *record_at(uint64_t offset) { return (struct record *)(state->arena + offset); }

static void forget_place(void) { if (state->live == 0) state->used = 0; }

/// Moves what is live to the front.
static void compact(void) {
    uint64_t to = 0;
    for (uint64_t from = 0; from < state->used;) {
        struct record *record = record_at(from);
        uint64_t size = record->size;
        if (record->live) {
            memmove(state->arena + to, record, size);
            to += size;
        }
        from += size;
    }
    state->used = to;
}

static struct record *append(enum kind kind, uint32_t file, uint64_t payload) {
    uint64_t size = (sizeof(struct record) + payload + 7) & ~7ull;
    if (state->used + size > state->room) {
        compact();
        state->room = state->used + size + SWEEP;
    }
    if (state->used + size > ARENA) die("the journal is full: too much is never synced");
    struct record *record = record_at(state->used);
    memset(record, 0, sizeof *record);
    record->size = size;
    record->kind = (uint16_t)kind;
    record->file = file;
    record->live = 1;
    state->used += size;
    state->live++;
    return record;
}

static void drop(struct record *record) {
    if (!record->live) return;
    record->live = 0;
    state->live--;
    if (record->kind == REMOVE || record->kind == RENAME) {
        struct names *names = (struct names *)(record + 1);
        if (names->side[0]) sys_unlink(names->side);
    }
}

/// Whether a newer write that is now being synced lies over a part of it.
static int is_overwritten(uint64_t place, const struct record *failed) {
    for (uint64_t at = place; at < state->used; at += record_at(at)->size) {
        const struct record *newer = record_at(at);
        if (!newer->live || newer->failed || newer->file != failed->file || newer->kind > RESIZE) continue;
        if (newer->kind == RESIZE || (newer->offset < failed->offset + failed->length && failed->offset < newer->offset + newer->length)) return 1;
    }
    return 0;
}

/// Everything about this file's bytes, or about this folder's names, is safe.
static void settle(uint32_t file, int names_too) {
    if (sync_ignored) return;
    // What an earlier sync failed to write stays unsafe, unless it has been written anew.
    for (uint64_t at = 0; at < state->used; at += record_at(at)->size) {
        struct record *record = record_at(at);
        if (record->live && record->failed && record->file == file && is_overwritten(at, record)) drop(record);
    }
    for (uint64_t at = 0; at < state->used; at += record_at(at)->size) {
        struct record *record = record_at(at);
        if (record->live && !record->failed && record->file == file && (names_too || record->kind <= RESIZE)) drop(record);
    }
    forget_place();
}

/// Whether this sync is the one that is to fail. The lock is held.
static int fails(uint32_t file) {
    if (!fail_at) return 0;
    const char *path = state->files[file].path;
    size_t length = strlen(path), wanted = fail_file ? strlen(fail_file) : 0;
    if (wanted > length || (wanted && strcmp(path + length - wanted, fail_file) != 0) || ++state->syncs != fail_at) return 0;
    for (uint64_t at = 0; at < state->used; at += record_at(at)->size) {
        if (record_at(at)->live && record_at(at)->file == file) record_at(at)->failed = 1;
    }
    return 1;
}

// ---------------------------------------------------------------- descriptors and paths

/// Whether the descriptor is a file or folder that is watched; then where its slot is.
static int watched(int fd, struct stat *status, uint32_t *slot) {
    if (!state || fd < 0 || fd >= FDS) return 0;
    int before = errno;
    if (fstat(fd, status) != 0) { errno = before; return 0; }
    if (!S_ISREG(status->st_mode) && !S_ISDIR(status->st_mode)) return 0;
    if (fds[fd].kind == UNKNOWN || fds[fd].inode != status->st_ino || fds[fd].device != status->st_dev) {
        char link[64], path[PATH_BYTES];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, path, sizeof path - 1);
        path[length > 0 ? length : 0] = 0;
        int under = length > 0 && length < (ssize_t)sizeof path - 1 && is_under(path);
        if (under) {
            lock();
            fds[fd].slot = slot_of(status, path);
            // The inode may have been another file's before; its name then is the newest one.
            if (status->st_nlink > 0) snprintf(state->files[fds[fd].slot].path, PATH_BYTES, "%s", path);
            pthread_mutex_unlock(&state->shared.lock);
        }
        fds[fd].device = status->st_dev;
        fds[fd].inode = status->st_ino;
        fds[fd].kind = under ? WATCHED : OTHER;
    }
    errno = before;
    *slot = fds[fd].slot;
    return fds[fd].kind == WATCHED;
}

/// The real path of a name, and its folder; 0 if it is not under the watched folder.
static int resolve(int at, const char *path, char *full, struct stat *parent) {
    if (!state || !path) return 0;
    int before = errno;
    char start[PATH_BYTES];
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') length--;
    if (length == 0 || length >= sizeof start) return 0;
    memcpy(start, path, length);
    start[length] = 0;
    char *slash = strrchr(start, '/');
    const char *name = slash ? slash + 1 : start;
    char last[PATH_BYTES];
    snprintf(last, sizeof last, "%s", name);
    if (slash) slash[slash == start ? 1 : 0] = 0;
    int fd = sys_openat(at, slash ? start : ".", O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
    int under = 0;
    if (fd >= 0) {
        char link[64], real[PATH_BYTES];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t count = readlink(link, real, sizeof real - 1);
        if (count > 0 && fstat(fd, parent) == 0) {
            real[count] = 0;
            under = is_under(real) && snprintf(full, PATH_BYTES, "%s/%s", real, last) < PATH_BYTES;
        }
        sys_close(fd);
    }
    errno = before;
    return under;
}

static uint32_t folder_slot(const char *full, const struct stat *parent) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s", full);
    *strrchr(path, '/') = 0;
    return slot_of(parent, path);
}

static void note_names(enum kind kind, uint32_t file, const char *path, const char *other, const char *side) {
    struct names *names = (struct names *)(append(kind, file, sizeof(struct names)) + 1);
    snprintf(names->path, PATH_BYTES, "%s", path);
    snprintf(names->other, PATH_BYTES, "%s", other);
    snprintf(names->side, PATH_BYTES, "%s", side);
}

static void next_side(char *side) { snprintf(side, PATH_BYTES, "%.400s/%llu", side_folder, (unsigned long long)++state->sides); }

static void moved(const struct stat *status, const char *path) {
    snprintf(state->files[slot_of(status, path)].path, PATH_BYTES, "%s", path);
}

// ---------------------------------------------------------------- bytes

/// A descriptor to read a file through. A copy is made only where it must be: to close one drops every lock that the process has on the file.
static int reader(int fd) {
    if ((fcntl(fd, F_GETFL) & O_ACCMODE) != O_WRONLY) return fd;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int copy = sys_openat(AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0);
    if (copy < 0) die("cannot read back a file that is written to");
    return copy;
}

/// Keeps what stands between two offsets, as far as the file goes.
static struct record *keep(enum kind kind, int fd, uint32_t slot, uint64_t from, uint64_t to, uint64_t size) {
    uint64_t end = to < size ? to : size;
    uint64_t held = end > from ? end - from : 0;
    struct record *record = append(kind, slot, held);
    record->offset = from;
    record->held = (uint32_t)held;
    record->old_size = size;
    int copy = reader(fd);
    for (uint64_t done = 0; done < held;) {
        ssize_t count = sys_pread(copy, (char *)(record + 1) + done, held - done, (off_t)(from + done));
        if (count <= 0) die("cannot read what stood in a file");
        done += (uint64_t)count;
    }
    if (copy != fd) sys_close(copy);
    return record;
}

static ssize_t write_out(int fd, const struct iovec *parts, int count, off_t at, int positioned) {
    return positioned ? syscall(SYS_pwritev, fd, parts, count, (unsigned long)at, 0ul) : syscall(SYS_writev, fd, parts, count);
}

static ssize_t change_bytes(int fd, const struct iovec *parts, int count, off_t at, int positioned) {
    struct stat status;
    uint32_t slot;
    if (!watched(fd, &status, &slot)) return write_out(fd, parts, count, at, positioned);
    lock();
    begin();
    if (fstat(fd, &status) != 0) die("fstat");
    uint64_t total = 0;
    for (int index = 0; index < count; index++) total += parts[index].iov_len;
    int flags = fcntl(fd, F_GETFL);
    uint64_t size = (uint64_t)status.st_size;
    uint64_t start = flags & O_APPEND ? size : (uint64_t)(positioned ? at : lseek(fd, 0, SEEK_CUR));
    uint64_t from = start / SECTOR * SECTOR;
    struct record *record = keep(WRITE, fd, slot, from, (start + total + SECTOR - 1) / SECTOR * SECTOR, size);
    ssize_t written = write_out(fd, parts, count, at, positioned);
    int code = errno;
    if (written <= 0) {
        drop(record);
    } else {
        record->length = start + (uint64_t)written - from;
        record->new_size = start + (uint64_t)written > size ? start + (uint64_t)written : size;
        if (flags & (O_SYNC | O_DSYNC)) settle(slot, 0);
    }
    unlock();
    errno = code;
    return written;
}

static int change_size(int fd, off_t to) {
    struct stat status;
    uint32_t slot;
    if (!watched(fd, &status, &slot)) return sys_ftruncate(fd, to);
    lock();
    begin();
    if (fstat(fd, &status) != 0) die("fstat");
    struct record *record = keep(RESIZE, fd, slot, (uint64_t)to, UINT64_MAX, (uint64_t)status.st_size);
    record->new_size = (uint64_t)to;
    int result = sys_ftruncate(fd, to);
    int code = errno;
    if (result != 0) drop(record);
    unlock();
    errno = code;
    return result;
}

static int sync_file(int fd, int call) {
    struct stat status;
    uint32_t slot;
    if (!watched(fd, &status, &slot)) return (int)syscall(call, fd);
    lock();
    begin();
    int failed = fails(slot);
    if (!failed) settle(slot, S_ISDIR(status.st_mode));
    unlock();
    if (failed) errno = EIO;
    return failed ? -1 : 0;
}

// ---------------------------------------------------------------- the cut

static void put(int fd, const char *bytes, uint64_t count, uint64_t at) {
    for (uint64_t done = 0; done < count;) {
        ssize_t written = sys_pwrite(fd, bytes + done, count - done, (off_t)(at + done));
        if (written <= 0) die("cannot put back what a file held");
        done += (uint64_t)written;
    }
}

/// Undoes a change of bytes from one sector of it on.
static void undo_bytes(int fd, struct record *record, uint64_t first_sector) {
    const char *held = (const char *)(record + 1);
    uint64_t from = record->kind == WRITE ? first_sector * SECTOR : 0;
    uint64_t size = record->old_size;
    if (record->kind == WRITE && first_sector > 0 && record->offset + from > size) size = record->offset + from;
    if (size > record->new_size) size = record->kind == RESIZE ? record->old_size : record->new_size;
    if (sys_ftruncate(fd, (off_t)size) != 0) die("cannot put back a file's size");
    if (from < record->held) put(fd, held + from, record->held - from, record->offset + from);
}

/// Undoes one sector of a write; what lay behind the end of the file then becomes zeros.
static void undo_sector(int fd, struct record *record, uint64_t sector, uint64_t size) {
    char bytes[SECTOR] = {0};
    uint64_t from = sector * SECTOR, at = record->offset + from;
    if (from < record->held) memcpy(bytes, (char *)(record + 1) + from, record->held - from < SECTOR ? record->held - from : SECTOR);
    if (at < size) put(fd, bytes, size - at < SECTOR ? size - at : SECTOR, at);
}

static void lose_bytes(uint32_t slot, struct record **records, uint64_t count) {
    uint64_t inode = state->files[slot].inode;
    // Memory that processes share through a file, rebuilt by whoever comes first; to cut it short would kill those who look on.
    size_t length = strlen(state->files[slot].path);
    if (length > 4 && strcmp(state->files[slot].path + length - 4, "-shm") == 0) return;
    int fd = sys_openat(AT_FDCWD, state->files[slot].path, O_RDWR | O_CLOEXEC, 0);
    struct stat status;
    // A file that was removed for good in the meantime has nothing to lose.
    if (fd < 0 || fstat(fd, &status) != 0 || status.st_ino != inode) { if (fd >= 0) sys_close(fd); return; }
    int resized = 0;
    for (uint64_t index = 0; index < count; index++) resized |= records[index]->kind == RESIZE;
    uint64_t way = chance(1, slot, count) % 100;
    if (resized || way < 60) {
        // The newest changes are lost, the last one kept is torn; all or none at the ends.
        uint64_t kept = way < 20 ? 0 : way < 25 ? count : chance(2, slot, count) % (count + 1);
        for (uint64_t index = count; index-- > kept;) {
            uint64_t sectors = (records[index]->length + SECTOR - 1) / SECTOR;
            int torn = index == kept && records[index]->kind == WRITE && sectors > 0;
            undo_bytes(fd, records[index], torn ? chance(3, slot, index) % sectors : 0);
        }
    } else {
        // Each sector on its own: the oldest or the newest bytes, or (the second way) any between.
        uint64_t size = (uint64_t)status.st_size;
        for (uint64_t index = count; index-- > 0;) {
            for (uint64_t sector = 0; sector * SECTOR < records[index]->length; sector++) {
                uint64_t luck = chance(4, slot, records[index]->offset / SECTOR + sector);
                uint64_t kept = way < 80 ? (luck & 1 ? count : 0) : luck % (count + 1);
                if (index >= kept) undo_sector(fd, records[index], sector, size);
            }
        }
        if (chance(5, slot, count) & 1 && sys_ftruncate(fd, (off_t)records[0]->old_size) != 0) die("cannot put back a file's size");
    }
    sys_close(fd);
}

static void undo_names(struct record *record) {
    struct names *names = (struct names *)(record + 1);
    char side[PATH_BYTES];
    switch (record->kind) {
    case CREATE:
        next_side(side);
        sys_rename(names->path, side);
        break;
    case REMOVE: sys_rename(names->side, names->path); break;
    case RENAME:
        sys_rename(names->other, names->path);
        if (names->side[0]) sys_rename(names->side, names->other);
        break;
    }
}

/// Loses what was not safe, and ends every process. The lock is held, and stays so.
static void cut(void) {
    uint64_t live = 0, bytes = 0;
    struct record **all = mmap(NULL, (state->live + 1) * 2 * sizeof *all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED) die("no memory");
    struct record **part = all + state->live + 1;
    for (uint64_t at = 0; at < state->used; at += record_at(at)->size) if (record_at(at)->live) all[live++] = record_at(at);
    // First the bytes, while every file still has its newest name; then the names, each folder on its own.
    for (int names = 0; names <= 1; names++) {
        for (uint64_t first = 0; first < live; first++) {
            if (!all[first] || (all[first]->kind > RESIZE) != names) continue;
            uint32_t slot = all[first]->file;
            uint64_t count = 0;
            for (uint64_t index = first; index < live; index++) {
                if (!all[index] || all[index]->file != slot || (all[index]->kind > RESIZE) != names) continue;
                part[count++] = all[index];
                bytes += all[index]->length;
                all[index] = NULL;
            }
            if (!names) {
                lose_bytes(slot, part, count);
                continue;
            }
            uint64_t way = chance(6, slot, count) % 100;
            uint64_t kept = way < 40 ? 0 : way < 60 ? count : chance(7, slot, count) % (count + 1);
            for (uint64_t index = count; index-- > kept;) undo_names(part[index]);
        }
    }
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%.400s/report", side_folder);
    int report = sys_openat(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (report >= 0) {
        dprintf(report, "operations=%llu unsafe=%llu bytes=%llu\n", (unsigned long long)state->operations, (unsigned long long)live,
            (unsigned long long)bytes);
        sys_close(report);
    }
    state->cut = 1;
    pid_t me = getpid();
    for (int index = 0; index < PROCESSES; index++) {
        if (state->processes[index] && state->processes[index] != me) kill(state->processes[index], SIGKILL);
    }
    kill(me, SIGKILL);
    for (;;) pause();
}

static void on_signal(int number) {
    (void)number;
    state->requested = 1;
    // If somebody holds the lock (this very thread, perhaps), the cut comes when it is let go.
    if (pthread_mutex_trylock(&state->shared.lock) == 0) cut();
}

// ---------------------------------------------------------------- start

static void join_processes(void) {
    lock();
    for (int index = 0; index < PROCESSES; index++) {
        pid_t other = state->processes[index];
        if (other == 0 || kill(other, 0) != 0) {
            state->processes[index] = getpid();
            break;
        }
    }
    pthread_mutex_unlock(&state->shared.lock);
}

__attribute__((constructor)) static void start(void) {
    const char *watched_folder = getenv("POWERCUT_FOLDER"), *journal = getenv("POWERCUT_STATE"), *text;
    if (!watched_folder || !journal) return;
    if (!realpath(watched_folder, folder) || !realpath(journal, side_folder)) die("POWERCUT_FOLDER and POWERCUT_STATE must be there");
    folder_length = strlen(folder);
    if (is_under(side_folder)) die("POWERCUT_STATE lies in POWERCUT_FOLDER");
    if ((text = getenv("POWERCUT_SEED"))) seed = mix(strtoull(text, NULL, 10));
    if ((text = getenv("POWERCUT_AFTER"))) cut_after = strtoull(text, NULL, 10);
    if ((text = getenv("POWERCUT_FAIL"))) fail_at = strtoull(text, NULL, 10);
    fail_file = getenv("POWERCUT_FAIL_FILE");
    sync_ignored = (text = getenv("POWERCUT_SYNC")) && strcmp(text, "ignore") == 0;

    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%.400s/journal", side_folder);
    state = map_shared(path, sizeof(struct state) + ARENA, MAP_NORESERVE);
    join_processes();
    pthread_atfork(NULL, NULL, join_processes);
    if ((text = getenv("POWERCUT_SIGNAL"))) {
        struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
        sigaction(atoi(text), &action, NULL);
    }
}

// ---------------------------------------------------------------- what the programs call

static int is_watched(int fd) {
    struct stat status;
    uint32_t slot;
    return watched(fd, &status, &slot) != 0;
}

/// Only the size is of interest; space that was asked for and lost costs nobody a byte.
static int change_room(int fd, int mode, off_t at, off_t length) {
    struct stat status;
    uint32_t slot;
    if (!watched(fd, &status, &slot)) return (int)syscall(SYS_fallocate, fd, mode, at, length);
    if (mode != 0) { errno = EOPNOTSUPP; return -1; }
    return at + length > status.st_size ? change_size(fd, at + length) : 0;
}

static int open_file(int at, const char *path, int flags, mode_t mode) {
    char full[PATH_BYTES];
    struct stat parent, status;
    if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE || !resolve(at, path, full, &parent)) {
        return sys_openat(at, path, flags, mode);
    }
    lock();
    int existed = fstatat(AT_FDCWD, full, &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (!existed && flags & O_CREAT) begin();
    int fd = sys_openat(at, path, flags & ~O_TRUNC, mode);
    int code = errno;
    if (fd >= 0 && !existed) {
        note_names(CREATE, folder_slot(full, &parent), full, "", "");
        if (fstat(fd, &status) == 0) {
            // The inode may have been that of a file removed for good: nothing of that one is to be put back into this one.
            uint32_t slot = slot_of(&status, full);
            snprintf(state->files[slot].path, PATH_BYTES, "%s", full);
            for (uint64_t place = 0; place < state->used; place += record_at(place)->size) {
                struct record *record = record_at(place);
                if (record->file == slot && record->kind <= RESIZE) drop(record);
            }
        }
    }
    unlock();
    if (fd >= 0 && existed && flags & O_TRUNC && (flags & O_ACCMODE) != O_RDONLY && fstat(fd, &status) == 0 && status.st_size > 0) {
        if (change_size(fd, 0) != 0) die("cannot empty a file");
    }
    errno = code;
    return fd;
}

static int remove_name(int at, const char *path, int flags) {
    char full[PATH_BYTES], side[PATH_BYTES];
    struct stat parent, status;
    if (flags & AT_REMOVEDIR || !resolve(at, path, full, &parent)) return (int)syscall(SYS_unlinkat, at, path, flags);
    lock();
    begin();
    int result = -1, code = 0;
    if (fstatat(AT_FDCWD, full, &status, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(status.st_mode)) {
        next_side(side);
        if ((result = sys_rename(full, side)) == 0) {
            moved(&status, side);
            note_names(REMOVE, folder_slot(full, &parent), full, "", side);
        }
        code = errno;
    } else {
        result = (int)syscall(SYS_unlinkat, at, path, flags);
        code = errno;
    }
    unlock();
    errno = code;
    return result;
}

static int rename_file(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    char old_path[PATH_BYTES], new_path[PATH_BYTES], side[PATH_BYTES] = "";
    struct stat old_parent, new_parent, status, target;
    int out = resolve(from_at, from, old_path, &old_parent), in = resolve(to_at, to, new_path, &new_parent);
    if (!out || !in || flags != 0) {
        if (out || in) { errno = EXDEV; return -1; }  // across the border nothing could be put back
        return (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    }
    lock();
    begin();
    int known = fstatat(AT_FDCWD, old_path, &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (fstatat(AT_FDCWD, new_path, &target, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(target.st_mode)) {
        next_side(side);
        if (sys_link(new_path, side) != 0) die("cannot keep the file that a renaming replaces");
    }
    int result = sys_rename(old_path, new_path), code = errno;
    if (result == 0 && known) {
        if (side[0]) moved(&target, side);
        moved(&status, new_path);
        note_names(RENAME, folder_slot(new_path, &new_parent), old_path, new_path, side);
    } else if (side[0]) {
        sys_unlink(side);
    }
    unlock();
    errno = code;
    return result;
}

static int make_name(int at, const char *path, int is_folder, maker *make, const void *with) {
    (void)is_folder;
    char full[PATH_BYTES];
    struct stat parent;
    if (!resolve(at, path, full, &parent)) return make(at, path, with);
    lock();
    begin();
    int result = make(at, path, with), code = errno;
    if (result == 0) note_names(CREATE, folder_slot(full, &parent), full, "", "");
    unlock();
    errno = code;
    return result;
}

#include "calls.h"
