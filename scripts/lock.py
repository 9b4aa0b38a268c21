"""Write the lock files: every dependency at one version, every file of it with its hash.

The resolver (uv) lives in a throw-away environment, so it is no dependency of anyone. Where this machine gets its
packages from must not reach the repository: the locks name versions and hashes, never an address.

Versions already locked stay as they are; `--upgrade` asks for the newest that `pyproject.toml` allows.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOLVER = "uv==0.13.9"
# `make setup` builds the project itself without build isolation, so the build backend is locked like everything else.
BUILD_BACKEND = "hatchling>=1.27\neditables\n"
RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
NPM = ROOT / "package-lock.json"
HEAD = "# Made by `make lock` from pyproject.toml; do not edit.\n"
# An address, a path on this machine or an option that points to an index has no business in a lock.
FOREIGN = re.compile(r"://|^\s*-|\s@\s", re.MULTILINE)


def main() -> int:
    """Resolve all locks and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest allowed versions")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []

    with tempfile.TemporaryDirectory(prefix="hiwar-lock-") as folder:
        venv.create(folder, with_pip=True)
        subprocess.run([f"{folder}/bin/pip", "install", "--quiet", RESOLVER], check=True)
        uv = f"{folder}/bin/uv"
        resolve(uv, RUNTIME, ["--extra", "postgres", "--extra", "redis", *upgrade])
        # The development lock may add packages but never moves what a newsroom runs.
        resolve(uv, DEVELOPMENT, ["--extra", "dev", "--constraint", str(RUNTIME), *upgrade])
    resolve_npm()
    return 0


def resolve(uv: str, lock: Path, options: list[str]) -> None:
    """Write one lock for every supported Python and Linux machine, or stop if an address slipped in."""
    command = [uv, "pip", "compile", "pyproject.toml", "-", "--generate-hashes"]
    every_machine = ["--universal", "--python-version", "3.11"]
    quiet = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    output = ["--no-emit-package", "hiwar", "--output-file", str(lock)]
    command += [*every_machine, *quiet, *output, *options]
    subprocess.run(command, input=BUILD_BACKEND, text=True, check=True, cwd=ROOT)
    text = lock.read_text(encoding="utf-8")
    if found := FOREIGN.search(re.sub(r"--hash=sha256:", "", text)):
        lock.unlink()
        raise SystemExit(f"{lock.name}: an address or option in the lock near {found.group()!r}; not written")
    lock.write_text(HEAD + text, encoding="utf-8")
    print(f"{lock.name}: {text.count('==')} packages", file=sys.stderr)


def resolve_npm() -> None:
    """Write the lock of the packages that tests take from npm."""
    options = ["--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved", "--silent"]
    subprocess.run(["npm", "install", *options], check=True, cwd=ROOT)
    lock = json.loads(NPM.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        # Where an author takes donations changes nothing about what is installed, and is an address.
        package.pop("funding", None)
    NPM.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
