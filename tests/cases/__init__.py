"""Test cases that are data: one JSON object a line, readable and editable without knowing the tests.

Every case has `label` (what it is), `comment` (why it is here), `original` (what someone typed), `expected` (what must
come out) and `expect`: "pass", or "fail" for a known failure, which must fail until someone mends it and says so here.
"""

import json
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).parent


def cases(name: str) -> list[Any]:
    """Return the cases of a file as parameters for pytest, known failures marked as strict expected failures."""
    parameters = []
    for line in (_HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        case = json.loads(line)
        marks = [pytest.mark.xfail(strict=True, reason=case["comment"])] if case["expect"] == "fail" else []
        parameters.append(pytest.param(case["original"], case["expected"], id=case["label"], marks=marks))
    return parameters
