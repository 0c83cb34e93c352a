"""A browser's line to the world, which can be cut: a SOCKS 5 server (RFC 1928) that hands bytes on.

What the browser's own tools call offline reaches the page and not the worker that holds the stream of changes for all pages."""
import socket
import threading


class Line:
    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.is_cut = False
        self.open = set()
        threading.Thread(target=self.accept, daemon=True).start()

    def cut(self):
        self.is_cut = True
        for one in list(self.open):
            self.drop(one)

    def restore(self):
        self.is_cut = False

    def end(self):
        self.cut()
        self.listener.close()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        self.open.add(client)
        try:
            if self.is_cut:
                return
            # Greeting with methods; none is needed. Then: connect to a name (3) or an IPv4 address (1).
            client.recv(client.recv(2)[1])
            client.sendall(b"\x05\x00")
            kind = client.recv(4)[3]
            host = client.recv(client.recv(1)[0]).decode() if kind == 3 else socket.inet_ntoa(client.recv(4))
            server = socket.create_connection((host, int.from_bytes(client.recv(2), "big")))
            self.open.add(server)
            client.sendall(b"\x05\x00\x00\x01" + bytes(6))
            back = threading.Thread(target=self.hand_on, args=(server, client), daemon=True)
            back.start()
            self.hand_on(client, server)
            back.join()
        except (OSError, IndexError):
            pass  # Whoever hangs up in the middle of a sentence has hung up.
        finally:
            self.drop(client)

    def hand_on(self, one, other):
        try:
            while data := one.recv(65_536):
                other.sendall(data)
        except OSError:
            pass  # The line was cut, or somebody hung up: the other side is told below.
        self.drop(one)
        self.drop(other)

    def drop(self, one):
        self.open.discard(one)
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # It was closed already.
        one.close()
