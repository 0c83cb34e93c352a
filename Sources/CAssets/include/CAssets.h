#pragma once
#include <stddef.h>

/// The files of the console, one after another, a zero byte after each. A file's name is the first word of the comment it begins with.
extern const unsigned char *const consoleFiles;
extern const size_t consoleFilesCount;

/// The greatest size that bytes of a count may have after `compressFile`.
size_t compressedBound(size_t count);

/// Compresses bytes in the gzip format (RFC 1952); returns how many bytes that makes, 0 if they do not fit.
size_t compressFile(const unsigned char *bytes, size_t count, unsigned char *into, size_t room);
