"""The tables of the wire desk."""

from khabar.ingest.models.event import WireEvent
from khabar.ingest.models.feed import Feed, FeedMark
from khabar.ingest.models.item import HeldItem, WireItem, WireLabel, WireVersion
from khabar.ingest.models.lineage import Lineage, WireAlert
from khabar.ingest.models.notice import WireNotice
from khabar.ingest.models.picture import WireFile, WirePicture
from khabar.ingest.models.provider import Provider
from khabar.ingest.models.rule import Rule
from khabar.ingest.models.trace import ArticleTrace, WireKey, WireTie, WireTrace, WordCounts
from khabar.ingest.models.view import WireView, WireViewUse

__all__ = [
    "ArticleTrace",
    "Feed",
    "FeedMark",
    "HeldItem",
    "Lineage",
    "Provider",
    "Rule",
    "WireAlert",
    "WireEvent",
    "WireFile",
    "WireItem",
    "WireKey",
    "WireLabel",
    "WireNotice",
    "WirePicture",
    "WireTie",
    "WireTrace",
    "WireVersion",
    "WireView",
    "WireViewUse",
    "WordCounts",
]
