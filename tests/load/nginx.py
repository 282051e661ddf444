"""An nginx of our own with one worker, serving files that are already compressed."""

import os
import shutil
import subprocess

from drive import SERVER_CORE, pinned
from web import ask, free_port, wait_until_ready

CONFIGURATION = """
{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  default_type "text/html; charset=utf-8";
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  gzip_static on;
  open_file_cache max=1000 inactive=10m;
  open_file_cache_valid 10m;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""


class Nginx:
    """Serves what `show` is given until the block ends."""

    asking = {"Accept": "text/html", "Accept-Encoding": "gzip"}

    def __init__(self, folder):
        self.folder, self.port, self.shown = folder, free_port(), 0

    def __enter__(self):
        pages = self.folder / "pages"
        pages.mkdir(parents=True)
        (pages / "ready").write_text("ready")
        user = "user root;" if os.geteuid() == 0 else ""
        conf = self.folder / "nginx.conf"
        conf.write_text(CONFIGURATION.format(folder=self.folder, port=self.port, user=user))
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        if program is None:
            raise SystemExit("There is no nginx: apt-get install nginx")
        log = self.folder / "error.log"
        words = [program, "-p", self.folder, "-c", conf, "-e", log]
        self.process = subprocess.Popen(pinned(SERVER_CORE, words))
        wait_until_ready(self.port, "/ready", self.process, log)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)

    def processes(self):
        """Ids of the workers; the master only watches."""
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        with open(children, encoding="ascii") as listed:
            return [int(one) for one in listed.read().split()]

    def show(self, compressed):
        """Puts gzip bytes where nginx serves them; gives the path."""
        self.shown += 1
        (self.folder / "pages" / f"{self.shown}.html.gz").write_bytes(compressed)
        return f"/{self.shown}.html"

    def url(self, path):
        """Where wrk finds a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def etag(self, path):
        """The validator nginx gives for a page."""
        return ask(self.port, path, self.asking).etag
