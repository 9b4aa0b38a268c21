"""Measure the first line of the README as a stranger meets it: clone, `make demo`, seconds to the first page.

    make measure-cold

Everything is installed anew with plain pip, so the figure holds the registry's speed and pip's cache as they are today.
"""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from serving import Newsroom, environment, free_port, temporary_folder, wait_until_it_answers

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Clone the committed state, run the command, print the figures."""
    with temporary_folder() as folder:
        clone = folder / "hiwar"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        port = free_port()
        newsroom = Newsroom(f"http://127.0.0.1:{port}", folder / "data", folder / "make.log")
        begun = time.monotonic()
        with newsroom.log.open("wb") as log:
            command = ["make", "demo", f"PORT={port}", f"DATA={newsroom.data}"]
            process = subprocess.Popen(
                command, cwd=clone, env=environment(newsroom.data), stdout=log, stderr=log, start_new_session=True
            )
        try:
            wait_until_it_answers(process, newsroom, seconds=300)
            took = time.monotonic() - begun
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(30)
        size = sum(file.lstat().st_size for file in (clone / ".venv").rglob("*") if file.is_file()) / 1e6
        free = shutil.disk_usage(folder).free / 1e9
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {free:.0f} GB free")
    print(f"  cold make demo to the first page            {took:.1f} s")
    print(f"  .venv that it installed                     {size:.0f} MB")


if __name__ == "__main__":
    main()
