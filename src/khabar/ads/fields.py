"""A column that changes with whatever a page or a frame shows of a creative."""

import hashlib
from typing import Any

from django.db import models

_SHOWN = ("kind", "size", "link", "alt", "phone", "desktop", "html", "unit")


class MarkField(models.CharField):  # type: ignore[type-arg]
    """Written anew at each save; stands below the columns it is made of, so that uploads have their names by then."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        shown = "\0".join(str(getattr(model_instance, name)) for name in _SHOWN)
        setattr(model_instance, self.attname, hashlib.blake2b(shown.encode(), digest_size=6).hexdigest())
        return super().pre_save(model_instance, add)
