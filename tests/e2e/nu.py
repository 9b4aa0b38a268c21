"""Validity of HTML, by the Nu HTML checker: one program for the whole run, for starting it takes Java ten seconds."""

from __future__ import annotations

import atexit
import json
import socket
import subprocess
from functools import cache
from http.client import HTTPConnection
from pathlib import Path

from tests.waiting import until

JAR = Path(__file__).resolve().parent.parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SECONDS_TO_START = 120.0
# It refuses whoever does not say a name.
HEADERS = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "hiwar-tests"}
LOOPBACK = "127.0.0.1"


def errors(html: str) -> list[str]:
    """Return one line for each error in the document; none is the hope."""
    line = HTTPConnection(LOOPBACK, _checker(), timeout=60)
    try:
        line.request("POST", "/?out=json", html.encode(), HEADERS)
        answer = line.getresponse()
        assert answer.status == 200, answer.read()
        messages = json.loads(answer.read())["messages"]
    finally:
        line.close()
    return [f"line {one.get('lastLine', '?')}: {one['message']}" for one in messages if one["type"] != "info"]


@cache
def _checker() -> int:
    """Start the checker on a free port of this machine alone, and return the port once it listens."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        port = int(probe.getsockname()[1])
    bound = f"-Dnu.validator.servlet.bind-address={LOOPBACK}"
    command = ["java", "-Xss2m", bound, "-cp", str(JAR), "nu.validator.servlet.Main", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(_end, process)
    until(lambda: process.poll() is not None or _listens(port), seconds=SECONDS_TO_START)
    assert process.poll() is None, "The checker did not start."
    return port


def _listens(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
