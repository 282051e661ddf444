"""A mail server that takes every letter and counts them."""

import re
import socketserver
import threading

from web import free_port


class Letters:
    """Listens until the block ends; `taken` has whom each letter was for and what it said."""

    def __init__(self):
        self.port, self.taken = free_port(), []
        taken = self.taken

        class Talk(socketserver.StreamRequestHandler):
            """One conversation (RFC 5321)."""

            def handle(self):
                self.say("220 ready")
                to, text = "", []
                while words := self.rfile.readline():
                    verb = words[:4].upper()
                    if verb == b"RCPT":
                        to = re.search(rb"<([^>]*)>", words).group(1).decode()
                    if verb == b"DATA":
                        self.say("354 go on")
                        text = list(iter(lambda: self.rfile.readline(), b".\r\n"))
                        taken.append((to, b"".join(text).decode(errors="replace")))
                    self.say("221 bye" if verb == b"QUIT" else "250 ok")
                    if verb == b"QUIT":
                        return

            def say(self, words):
                """One line."""
                self.wfile.write(f"{words}\r\n".encode())

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", self.port), Talk)
        self.server.daemon_threads = True

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
