"""The proxies that Lyceum ships settings for, each run with those very settings before several nodes."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from web import free_port, wait_until_ready

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"
HOST = "mentoring.northfield.example"


class Proxy:
    """One proxy until the block ends."""

    def __init__(self, folder, host, ports):
        self.folder, self.host, self.port = folder, host, free_port()
        self.folder.mkdir()
        self.log = self.folder / "log"
        self.words = self.settings((DEPLOY / self.snippet).read_text(), ports)

    def __enter__(self):
        found = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin", "HOME": str(self.folder)}
        if shutil.which(self.words[0], path=found["PATH"]) is None:
            raise SystemExit(f"There is no {self.words[0]}: apt-get install {self.words[0]}")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(self.words, env=found, stdout=log, stderr=log)
        wait_until_ready(self.port, "/livez", self.process, self.log, {"Host": self.host})
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)


class Nginx(Proxy):
    """nginx, as `deploy/nginx.conf` has it, without TLS and without a folder of public pages."""

    snippet = "nginx.conf"

    def settings(self, text, ports):
        """Writes them into the folder; gives the command."""
        line = re.search(r"    server 127\.0\.0\.1:8080.*\n", text).group(0)
        text = text.replace(line, "".join(line.replace("8080", str(port)) for port in ports))
        text = "\n".join(line for line in text.splitlines() if not line.strip().startswith("ssl_"))
        text = text.replace("listen 80;", f"listen unix:{self.folder}/redirect.sock;")
        text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.port};")
        text = text.replace(HOST, self.host.split(":")[0]).replace("/var/lib/lyceum/public", f"{self.folder}/public")
        kinds = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
        user = "user root;" if os.geteuid() == 0 else ""
        file = self.folder / "nginx.conf"
        file.write_text(f"{user} daemon off; pid {self.folder}/pid; error_log stderr;\nevents {{}}\nhttp {{ access_log off;\n{kinds}{text}\n}}\n")
        return ["nginx", "-p", str(self.folder), "-c", str(file), "-e", "stderr"]


class Caddy(Proxy):
    """Caddy, as `deploy/Caddyfile` has it, without TLS."""

    snippet = "Caddyfile"

    def settings(self, text, ports):
        """Writes them into the folder; gives the command."""
        text = text.replace("127.0.0.1:8080", " ".join(f"127.0.0.1:{port}" for port in ports))
        text = re.sub(rf"^{re.escape(HOST)} {{", f"http://{self.host.split(':')[0]}:{self.port} {{", text, flags=re.M)
        text = text.replace("/var/lib/lyceum/public", f"{self.folder}/public")
        file = self.folder / "Caddyfile"
        file.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{text}")
        return ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)]
