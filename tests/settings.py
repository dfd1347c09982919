"""Khabar's settings for the test run: a data folder of its own and cheap password hashing."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="khabar-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["KHABAR_DATA"] = _data
os.environ["KHABAR_SITE_URL"] = "http://testserver"
os.environ["KHABAR_COUNTRY"] = "EG"

from khabar.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
