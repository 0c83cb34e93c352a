#pragma once
#include <sqlite3.h>

// Swift does not import C functions with variable arguments; each setting that is needed has a function of its own here.

/// Turns a switch of `sqlite3_db_config` on or off and answers what it is afterwards, or -1 if it could not be set.
static inline int parley_sqlite_switch(sqlite3 *connection, int setting, int on) {
    int now = -1;
    return sqlite3_db_config(connection, setting, on, &now) == SQLITE_OK ? now : -1;
}

/// Tells SQLite to copy bound bytes (`SQLITE_TRANSIENT` is a cast, which Swift does not import either).
static inline int parley_sqlite_bind_text_copy(sqlite3_stmt *statement, int position, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, position, (const char *)bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}
static inline int parley_sqlite_bind_blob_copy(sqlite3_stmt *statement, int position, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, position, bytes, count, SQLITE_TRANSIENT);
}

/// Leaves out SQLite's statistics of its memory, and with them a lock around each allocation. Before the first connection only.
static inline int parley_sqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
