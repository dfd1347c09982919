"""Which pictures, videos and things of other sites an article shows, so that each can be asked who shows it."""

from django.conf import settings
from django.db import models

from khabar.articles.models.article import Article


class ArticlePicture(models.Model):
    """A picture in an article as it is stored (its drafts not counted): the lead or one in the body."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "صورة في خبر"
        verbose_name_plural = "صور الأخبار"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "picture"], name="picture_once_per_article")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.picture_id}"


class ArticleVideo(models.Model):
    """A video in an article as it is stored (its drafts not counted): the lead or one in the body."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="videos")
    video = models.ForeignKey("media.Video", on_delete=models.CASCADE, related_name="showings")

    class Meta:
        verbose_name = "فيديو في خبر"
        verbose_name_plural = "فيديو الأخبار"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "video"], name="video_once_per_article")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.video_id}"


class ArticleEmbed(models.Model):
    """Something of another site in the body of an article as it is stored (its drafts not counted)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="embeds")
    embed = models.ForeignKey("media.Embed", on_delete=models.CASCADE, related_name="showings")

    class Meta:
        verbose_name = "محتوى من موقع آخر في خبر"
        verbose_name_plural = "محتوى المواقع الأخرى في الأخبار"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "embed"], name="embed_once_per_article")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.embed_id}"
