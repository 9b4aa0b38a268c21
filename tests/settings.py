"""The settings under test: a real installation in a temporary folder, as `hiwar init` would have written it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hiwar.config import environment

FOLDER = Path(tempfile.mkdtemp(prefix="hiwar-test-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["DATA"] = str(FOLDER)
if database := os.environ.get("HIWAR_TEST_DATABASE"):
    os.environ["HIWAR_DATABASE"] = database
environment.write(FOLDER, origin="http://127.0.0.1:8000", language="ar")

from hiwar.config.settings import *  # noqa: E402, F403

# Hashing a password as slowly as in production would be the longest part of most tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
