#include "CAssets.h"
#include <zlib.h>

// One line a file. Text has no zero byte, so that one can stand between two.
static const unsigned char files[] = {
#embed "chat-loader.js" suffix(, 0, )
#embed "chat.css" suffix(, 0, )
#embed "chat.js" suffix(, 0, )
#embed "desk.css" suffix(, 0, )
#embed "desk.js" suffix(, 0, )
#embed "evidence-check.js" suffix(, 0, )
#embed "icon.svg" suffix(, 0, )
#embed "live-worker.js" suffix(, 0, )
#embed "live.js" suffix(, 0, )
#embed "shell.css" suffix(, 0, )
#embed "shell.js" suffix(, 0, )
#embed "tokens.css" suffix(, 0, )
};

const unsigned char *const consoleFiles = files;
const size_t consoleFilesCount = sizeof files;

size_t compressedBound(size_t count) { return compressBound(count) + 64; }

size_t compressFile(const unsigned char *bytes, size_t count, unsigned char *into, size_t room) {
    z_stream stream = {0};
    // 15 bits of window, and 16 for the gzip format (zlib.h).
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = into;
    stream.avail_out = (uInt)room;
    int result = deflate(&stream, Z_FINISH);
    size_t made = stream.total_out;
    deflateEnd(&stream);
    return result == Z_STREAM_END ? made : 0;
}
