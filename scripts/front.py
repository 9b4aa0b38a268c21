"""nginx with the settings we ship, on loopback: for tests, measurements and the drill with two nodes.

`deploy/nginx.conf` is taken as it is; only where it listens, where its folders lie, whom it asks and who it is change.
Not here: the newsroom behind it (`serving`) and what is measured.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
HOST = "hiwar.example"
SECONDS_TO_START = 20


class FrontFailed(Exception):
    """nginx did not start; carries what it said."""


@dataclass(frozen=True)
class Wanted:
    """What the shipped settings are to be changed to.

    `servers` are addresses as nginx writes them. Without `tls` the newsroom answers in clear text on its port: for
    measuring, where the cost of TLS would hide everything else. `command` stands before nginx: another core, another
    network.
    """

    servers: tuple[str, ...]
    host: str = HOST
    address: str = "127.0.0.1"
    tls: bool = True
    workers: int = 1
    command: tuple[str, ...] = ()


@dataclass(frozen=True)
class Front:
    """A started nginx: where it answers, and the folder in which it keeps what it keeps."""

    address: str
    port: int
    plain_port: int
    folder: Path
    process: subprocess.Popen = field(repr=False)

    @property
    def pages(self) -> Path:
        """Return the folder of the pages it keeps."""
        return self.folder / "pages"

    @property
    def certificate(self) -> Path:
        """Return the certificate that its clients must trust."""
        return self.folder / "certificate.pem"


@contextmanager
def front(wanted: Wanted) -> Iterator[Front]:
    """Run nginx with our settings until the block ends; yield once it accepts connections."""
    folder = Path(tempfile.mkdtemp(prefix="hiwar-front-"))
    try:
        port, plain_port = two_free_ports(wanted.address)
        write_certificate(folder, wanted.host)
        settings = folder / "nginx.conf"
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        settings.write_text(changed(text, wanted, folder, (port, plain_port)), encoding="utf-8")
        command = [*wanted.command, program(), "-c", str(settings), "-e", "stderr", "-g", "daemon off;"]
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
        started = Front(wanted.address, port, plain_port, folder, process)
        try:
            wait_until_it_listens(started)
            yield started
        finally:
            end(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program() -> str:
    """Return the path of nginx, which Debian keeps outside an ordinary user's search path."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise FrontFailed("nginx is not on this machine: apt install nginx")
    return found


def changed(text: str, wanted: Wanted, folder: Path, ports: tuple[int, int]) -> str:
    """Return the shipped settings for another place; raise `FrontFailed` where they no longer say what is changed."""
    servers = " ".join(f"server {server};" for server in wanted.servers)
    own = f"{wanted.address}:{ports[0]}"
    # Whoever runs the tests can read the folder; another user could not.
    user = "user root;" if os.geteuid() == 0 else ""
    changes = [
        (r"(?m)^user www-data;$", user),
        (r"worker_processes auto;", f"worker_processes {wanted.workers};"),
        (r"(?m)^worker_rlimit_nofile 65536;$", ""),
        (r"worker_connections 16384;", "worker_connections 4096;"),
        (r"(?m)^pid \S+;$", f"pid {folder}/pid;"),
        (r"/run/hiwar-front-", f"{folder}/"),
        (r"server unix:/run/hiwar/hiwar\.sock;", servers),
        (r"(?m)^ *listen \[::\]:.*\n", ""),
        (r"listen 80\b", f"listen {wanted.address}:{ports[1]}"),
        (r"listen 443 ssl http2\b", f"listen {own} ssl http2" if wanted.tls else f"listen {own}"),
        (r"/etc/ssl/HOST\.pem", f"{folder}/certificate.pem"),
        (r"/etc/ssl/private/HOST\.key", f"{folder}/key.pem"),
        (r"/opt/hiwar/deploy/", f"{DEPLOY}/"),
        (r"\bHOST\b", wanted.host),
    ]
    if not wanted.tls:
        changes.append((r"(?m)^ *ssl_(?:certificate|certificate_key|reject_handshake) .*\n", ""))
    for pattern, replacement in changes:
        text, count = re.subn(pattern, lambda _, new=replacement: new, text)
        if not count:
            raise FrontFailed(f"deploy/nginx.conf no longer has {pattern!r}")
    return text


def two_free_ports(address: str) -> tuple[int, int]:
    """Return two ports of an address of this network on which nobody listens; fixed ones where it is not ours yet."""
    with socket.socket() as one, socket.socket() as other:
        try:
            one.bind((address, 0))
            other.bind((address, 0))
        except OSError:
            return 8443, 8080
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def write_certificate(folder: Path, host: str) -> None:
    """Write a key and a certificate for a name that is good for a day and signed by nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)


def wait_until_it_listens(started: Front) -> None:
    """Return once nginx has written that its workers run (its pid file); raise `FrontFailed` if it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if (started.folder / "pid").exists():
            # It listens before it writes the file; connections wait until a worker takes them.
            return
        try:
            started.process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
        break
    raise FrontFailed((started.folder / "said").read_text(encoding="utf-8", errors="replace")[-2000:])


def end(process: subprocess.Popen) -> None:
    """End nginx and its workers by the master's process id."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def family(*roots: int) -> set[int]:
    """Return these processes and all that descend from them."""
    waiting, found = list(roots), set()
    while waiting:
        pid = waiting.pop()
        # A process may end while it is looked at.
        with suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
            found.add(pid)
    return found


def cpu_seconds(*roots: int) -> float:
    """Return the processor time so far of these processes and all that descend from them."""
    ticks = 0
    for pid in family(*roots):
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
