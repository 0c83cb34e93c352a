#!/usr/bin/env python3
"""Answers every request from a file: a stranger that says whatever a test wants.

    canned.py FOLDER PORT

The first part of the path names a file in FOLDER: a line with the status, a line with the content type, then the body. A status of 0 never answers.
"""
import http.server
import pathlib
import sys
import time

folder = pathlib.Path(sys.argv[1])


class Answers(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", "0")))
        status, kind, body = (folder / self.path.split("/")[1]).read_bytes().split(b"\n", 2)
        if status == b"0":
            time.sleep(3600)
        self.send_response(int(status))
        self.send_header("content-type", kind.decode())
        self.send_header("content-length", str(len(body)))
        if status == b"302":
            self.send_header("location", "/good/add-checkpoint")
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, *arguments):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Answers).serve_forever()
