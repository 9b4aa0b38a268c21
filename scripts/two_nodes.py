"""The drill with two nodes: two machines' worth of Hiwar, one PostgreSQL, one Redis, nginx in front.

    sudo python scripts/two_nodes.py [--seconds 20]

Three network namespaces on a bridge stand for three machines: `front` holds nginx, PostgreSQL and Redis, `north` and
`south` hold one `hiwar serve` each. The bridge leads nowhere: no route leaves it. What is checked: a comment posted on
one node is on every page the other is asked for a tenth of a second after its commit; limits count both nodes
together; a node that is killed under load costs no reader an answer and no writer an acknowledged comment; and it is
used again when it is back. Prints a table; the exit code is 0 if everything held. Needs root, iproute2, nginx,
PostgreSQL and a Redis.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from two_nodes_networks import networks

NEEDED = {"ip": "iproute2", "nginx": "nginx"}


def main(options: argparse.Namespace) -> int:
    """Make the networks and run the drill inside the one where nginx stands; return the exit code."""
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if missing or os.geteuid() != 0:
        raise SystemExit(f"The drill needs root{' and: apt install ' + ' '.join(missing) if missing else ''}.")
    with networks() as named:
        inside = Path(__file__).with_name("two_nodes_drill.py")
        command = [*named.within("front"), sys.executable, str(inside), named.prefix, f"--seconds={options.seconds}"]
        return subprocess.run(command).returncode


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--seconds", type=int, default=20, help="of load, with a node killed in the middle (default: 20)"
    )
    raise SystemExit(main(parser.parse_args()))
