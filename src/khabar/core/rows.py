"""Bulk work with the database where Django's own way would be most of the cost: many rows in, many values asked for."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows`, whose values are as the database takes them; no signal is sent and no default is filled in.

    Args:
        columns: column names, one for each value of a row.
    """
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", list(rows))  # noqa: S608


def one_of(values: Collection[str] | Collection[int]) -> RawSQL:
    """Texts or whole numbers for a filter `field__in`, as one parameter however many they are.

    A parameter for each makes a statement of its own for every number of them. SQLite's driver keeps the last 128
    statements of a connection with room for their parameters: 40 MB where each asked for thousands.
    """
    if connection.vendor == "postgresql":
        kind = "bigint" if all(isinstance(value, int) for value in values) else "text"
        return RawSQL(f"SELECT unnest(%s::{kind}[])", [list(values)])  # noqa: S611
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(values))])
