#!/usr/bin/env python3
"""A time-stamp authority on loopback, for tests: openssl signs, this speaks HTTP (RFC 3161, section 3.4).

    authority.py FOLDER PORT

Makes its keys in FOLDER if they are not there (ca.pem is the anchor), then answers until it is stopped.
"""
import http.server
import pathlib
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
folder.mkdir(exist_ok=True)


def openssl(*words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if not (folder / "tsa.cnf").exists():
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl("req", "-x509", *key, "-days", "30", "-subj", "/CN=Example Root", "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", *key, "-subj", "/CN=Example Stamps", "-keyout", "tsa.key", "-out", "tsa.csr")
    (folder / "tsa.ext").write_text("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n")
    openssl("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "3", "-days", "10", "-extfile", "tsa.ext", "-out", "tsa.pem")
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(
        "[tsa]\ndefault_tsa = own\n[own]\nserial = ./serial\nsigner_cert = ./tsa.pem\nsigner_key = ./tsa.key\nsigner_digest = sha256\n"
        "default_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\ness_cert_id_alg = sha256\n"
    )


class Answers(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        if self.headers.get("content-type") != "application/timestamp-query" or not 0 < length < 65536:
            self.send_error(400)
            return
        (folder / "query").write_bytes(self.rfile.read(length))
        openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply")
        # Played again: the answer to an earlier request, for tests that a log must not take it.
        replay = folder / "replay"
        reply = (replay if replay.exists() else folder / "reply").read_bytes()
        self.send_response(200)
        self.send_header("content-type", "application/timestamp-reply")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *arguments):
        pass


http.server.HTTPServer(("127.0.0.1", int(sys.argv[2])), Answers).serve_forever()
