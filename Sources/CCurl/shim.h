#pragma once
#include <curl/curl.h>

/* curl_easy_setopt and curl_easy_getinfo take their last argument through `...`, which Swift cannot call. Here is one
   function for each kind of argument that mail needs; the parentheses keep curl's type-checking macros out of the way. */

static inline CURLcode parley_curl_set_long(CURL *handle, CURLoption option, long value) {
    return (curl_easy_setopt)(handle, option, value);
}

/* curl copies the string. */
static inline CURLcode parley_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return (curl_easy_setopt)(handle, option, value);
}

/* `buffer` holds CURL_ERROR_SIZE bytes and outlives the handle. */
static inline CURLcode parley_curl_set_error_buffer(CURL *handle, char *buffer) {
    return (curl_easy_setopt)(handle, CURLOPT_ERRORBUFFER, buffer);
}

static inline CURLcode parley_curl_get_socket(CURL *handle, curl_socket_t *socket) {
    return (curl_easy_getinfo)(handle, CURLINFO_ACTIVESOCKET, socket);
}

static inline CURLcode parley_curl_get_response_code(CURL *handle, long *code) {
    return (curl_easy_getinfo)(handle, CURLINFO_RESPONSE_CODE, code);
}
