"""Django's own commands for a developer, such as makemigrations; people who run Khabar use `khabar`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabar.config.settings")
    execute_from_command_line(sys.argv)
