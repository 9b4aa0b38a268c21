"""Validity of HTML, by the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

JAR = Path(__file__).resolve().parent.parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def errors(html: str) -> list[str]:
    """Return one line for each error in the document; none is the hope. Starting Java takes one to two seconds."""
    command = ["java", "-Xss2m", "-jar", str(JAR), "--format", "json", "--exit-zero-always", "--stdout", "-"]
    done = subprocess.run(command, input=html.encode(), capture_output=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    return [f"line {one.get('lastLine', '?')}: {one['message']}" for one in messages if one["type"] != "info"]
