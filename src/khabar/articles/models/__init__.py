"""The tables of the newsroom's work."""

from khabar.articles.models.amendment import Amendment, WithheldPassage
from khabar.articles.models.article import Article, ArticleAgency, ArticleAuthor, ArticleTopic
from khabar.articles.models.article_picture import ArticleEmbed, ArticlePicture, ArticleVideo
from khabar.articles.models.change_log import Change, record, record_many
from khabar.articles.models.sighting import Sighting
from khabar.articles.models.taxonomy import Agency, Author, Section, Topic

__all__ = [
    "Agency",
    "Amendment",
    "Article",
    "ArticleAgency",
    "ArticleAuthor",
    "ArticleEmbed",
    "ArticlePicture",
    "ArticleTopic",
    "ArticleVideo",
    "Author",
    "Change",
    "Section",
    "Sighting",
    "Topic",
    "WithheldPassage",
    "record",
    "record_many",
]
