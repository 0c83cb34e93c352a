// Programs to cut the power of, and their checks. Each says a number on standard output when what it stands for is promised to be durable;
// the check gets the last number that was said.
//
//   victim rows FOLDER SYNCHRONOUS [other]   transactions in SQLite; with `other`, a second process does the same with a database of its own
//   victim names FOLDER safe|unsynced-file|unsynced-folder   replaces a small file again and again: write, sync, rename, sync the folder
//   victim check-rows FOLDER NUMBER, victim check-names FOLDER NUMBER   exit 0: all there, 1: something promised is lost, 2: damaged

#define _GNU_SOURCE
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 150 };

static void fail(const char *what) {
    dprintf(2, "victim: %s\n", what);
    exit(3);
}

static void say(int number) { if (dprintf(1, "%d\n", number) < 0) exit(3); }

static sqlite3 *opened(const char *folder, const char *name, const char *synchronous) {
    char path[600], pragmas[200];
    sqlite3 *database;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (sqlite3_open(path, &database) != SQLITE_OK) fail("cannot open");
    snprintf(pragmas, sizeof pragmas, "PRAGMA journal_mode = WAL; PRAGMA synchronous = %s; PRAGMA wal_autocheckpoint = 12", synchronous);
    if (sqlite3_exec(database, pragmas, NULL, NULL, NULL) != SQLITE_OK) fail("cannot set up");
    return database;
}

/// A few rows a transaction, each with a content that its number determines, and now and then one that is changed.
static void write_rows(const char *folder, const char *name, const char *synchronous, int aloud) {
    sqlite3 *database = opened(folder, name, synchronous);
    if (sqlite3_exec(database, "CREATE TABLE IF NOT EXISTS kept(n INTEGER PRIMARY KEY, b BLOB, v INTEGER)", NULL, NULL, NULL) != SQLITE_OK) {
        fail("cannot make the table");
    }
    for (int round = 1; round <= ROUNDS; round++) {
        char sql[400];
        snprintf(sql, sizeof sql,
            "BEGIN IMMEDIATE; INSERT INTO kept VALUES (%d, zeroblob(%d), %d); UPDATE kept SET v = %d WHERE n = %d; COMMIT", round,
            round * 37 % 3000, round, round, round / 2 + 1);
        if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) fail(sqlite3_errmsg(database));
        if (aloud) say(round);
        if (round % 60 == 0) sqlite3_wal_checkpoint_v2(database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    }
    sqlite3_close(database);
}

static int count_of(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) return -1;
    int count = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_finalize(statement);
    return count;
}

static int check_rows(const char *folder, const char *name, int promised) {
    char path[600], sql[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (access(path, F_OK) != 0) return promised > 0;
    sqlite3 *database;
    if (sqlite3_open(path, &database) != SQLITE_OK) fail("cannot open");
    if (count_of(database, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") != 1) return 2;
    if (promised == 0) return 0;
    int rows = count_of(database, "SELECT count(*) FROM kept");
    if (rows < promised) return 1;
    // The whole of each transaction, or nothing: row n, and the mark that transaction n left on row n / 2 + 1.
    snprintf(sql, sizeof sql,
        "SELECT count(*) FROM kept WHERE length(b) <> n * 37 %% 3000 OR v < n OR (2 * n - 1 <= %d AND n > 1 AND v NOT IN (2 * n - 2, 2 * n - 1))",
        rows);
    return count_of(database, sql) == 0 ? 0 : 2;
}

static void sync_folder(const char *folder) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY);
    if (fd < 0 || fsync(fd) != 0) fail("cannot sync the folder");
    close(fd);
}

static void write_names(const char *folder, const char *style) {
    char new_path[600], path[600], text[3000];
    snprintf(new_path, sizeof new_path, "%s/head.new", folder);
    snprintf(path, sizeof path, "%s/head", folder);
    for (int round = 1; round <= ROUNDS; round++) {
        int fd = open(new_path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
        int count = snprintf(text, sizeof text, "%d\n", round);
        memset(text + count, 'a' + round % 26, sizeof text - (size_t)count);
        if (fd < 0 || write(fd, text, sizeof text) != sizeof text) fail("cannot write");
        if (strcmp(style, "unsynced-file") != 0 && fsync(fd) != 0) fail("cannot sync");
        close(fd);
        if (rename(new_path, path) != 0) fail("cannot rename");
        if (strcmp(style, "unsynced-folder") != 0) sync_folder(folder);
        say(round);
    }
}

static int check_names(const char *folder, int promised) {
    char path[600], text[3001] = "";
    snprintf(path, sizeof path, "%s/head", folder);
    int fd = open(path, O_RDONLY);
    if (fd < 0) return promised > 0;
    ssize_t count = read(fd, text, 3000);
    int found = atoi(text);
    if (count != 3000 || found == 0) return 2;
    for (const char *byte = strchr(text, '\n') + 1; byte < text + 3000; byte++) if (*byte != 'a' + found % 26) return 2;
    return found < promised;
}

int main(int count, char **arguments) {
    if (count < 4) fail("see the head of victim.c");
    const char *what = arguments[1], *folder = arguments[2], *how = arguments[3];
    if (strcmp(what, "check-rows") == 0) {
        int one = check_rows(folder, "one.db", atoi(how)), other = check_rows(folder, "other.db", 0);
        return one > other ? one : other;
    }
    if (strcmp(what, "check-names") == 0) return check_names(folder, atoi(how));
    if (strcmp(what, "names") == 0) {
        write_names(folder, how);
        return 0;
    }
    pid_t child = count > 4 ? fork() : -1;
    if (child == 0) {
        write_rows(folder, "other.db", how, 0);
        return 0;
    }
    write_rows(folder, "one.db", how, 1);
    if (child > 0) waitpid(child, NULL, 0);
    return 0;
}
