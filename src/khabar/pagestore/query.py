"""The canonical form of a query string: declared parameters only, in one order."""

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode

# Beyond this a query is not worth a place in the store; the view still answers it.
LONGEST_QUERY = 300
_MOST_PARAMETERS = 100


def canonical_query(raw: str, declared: Collection[str]) -> str | None:
    """`name=value&…` of the declared parameters in `raw`, sorted by name; of a repeated one the last counts.

    Parameters nobody declared (utm_…, fbclid) fall away, so they make no page of their own.

    Returns:
        "" when no declared parameter is given; None when the query is too long or malformed to be stored.
    """
    if not declared:
        return ""
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS, errors="strict")
    except ValueError:
        return None
    chosen = {name: value for name, value in pairs if name in declared}
    canonical = urlencode(sorted(chosen.items()))
    return canonical if len(canonical) <= LONGEST_QUERY else None
