"""What a figure was measured on: processor, memory, kernel, load. Without it no figure means anything."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def machine() -> dict[str, object]:
    """Return the machine in words and numbers."""
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text("utf-8"))
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_gib": round(int(memory[1]) / 1024**2) if memory else 0,
        "system": f"{_distribution()}, Linux {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
    }


def load() -> list[float]:
    """Return how many processes wanted a core of late: in one, five and fifteen minutes."""
    return [round(value, 1) for value in os.getloadavg()]


def _processor() -> str:
    named = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    return named[1].strip() if named else platform.machine()


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    except OSError:
        return "Linux"
