"""What tests of search engines speak of."""

from collections.abc import Callable

from khabar.search.documents import Document
from khabar.search.postgres_engine import PostgresEngine
from khabar.search.tantivy_engine import TantivyEngine

Make = Callable[..., Document]
AnyEngine = TantivyEngine | PostgresEngine
