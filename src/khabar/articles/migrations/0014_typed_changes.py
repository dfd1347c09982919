"""Corrections and updated times of one column each become rows of their own; drafts keep the words they bring."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce


def keep_what_readers_were_told(apps, schema_editor):
    """A correction becomes a row of the kind, an updated time without one an update; the earlier texts nobody kept."""
    article = apps.get_model("articles", "Article")
    amendment = apps.get_model("articles", "Amendment")
    published = article.objects.annotate(told_at=Coalesce("updated_at", "last_published_at", "first_published_at"))
    corrected = published.exclude(correction="").filter(told_at__isnull=False)
    updated = published.filter(correction="", updated_at__isnull=False)
    rows = [
        amendment(article_id=pk, kind="correction", notice=notice, at=at)
        for pk, notice, at in corrected.values_list("pk", "correction", "told_at")
    ]
    rows += [amendment(article_id=pk, kind="update", at=at) for pk, at in updated.values_list("pk", "told_at")]
    amendment.objects.bulk_create(rows, batch_size=500)
    corrected.filter(updated_at=None).update(updated_at=Coalesce(F("last_published_at"), F("first_published_at")))


def keep_what_drafts_say(apps, schema_editor):
    """A draft of a published story that brings a new correction is one, with its words, when it is published."""
    article = apps.get_model("articles", "Article")
    drafts = article.objects.filter(live=True, has_unpublished_changes=True, latest_revision__isnull=False)
    for one in drafts.select_related("latest_revision").iterator(chunk_size=200):
        revision = one.latest_revision
        notice = revision.content.get("correction")
        if notice and notice != one.correction:
            revision.content["amendment"] = ["correction", notice]
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0013_videos_in_articles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('typo', 'تصحيح إملائي'), ('update', 'تحديث'), ('clarification', 'توضيح'), ('correction', 'تصويب')], max_length=14, verbose_name='النوع')),
                ('notice', models.CharField(blank=True, max_length=1000, verbose_name='ما يُقال للقراء')),
                ('at', models.DateTimeField(verbose_name='الوقت')),
                ('was', models.TextField(blank=True, verbose_name='النص قبله')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='articles.article', verbose_name='الخبر')),
            ],
            options={
                'verbose_name': 'تغيير خبر منشور',
                'verbose_name_plural': 'تغييرات الأخبار المنشورة',
                'ordering': ['at', 'pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['article', 'at'], name='amendment_of_article')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['typo', 'update', 'clarification', 'correction'])), name='amendment_is_of_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['clarification', 'correction']), ('notice', ''), _negated=True), name='amendment_says_what_was_wrong')],
            },
        ),
        migrations.RunPython(keep_what_readers_were_told, migrations.RunPython.noop),
        migrations.RunPython(keep_what_drafts_say, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='article',
            name='correction',
        ),
    ]
