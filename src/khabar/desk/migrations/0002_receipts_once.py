import django.db.models.deletion
from django.db import migrations, models


def say_whose(apps, schema_editor):
    """Receipts of before say themselves which story they are of."""
    receipt, article = apps.get_model("desk", "Receipt"), apps.get_model("articles", "Article")
    ids = list(receipt.objects.values_list("article_id", flat=True).distinct())
    for pk, headline in article.objects.filter(pk__in=ids).values_list("pk", "headline"):
        receipt.objects.filter(article_id=pk).update(story=pk, headline=headline[:500])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_topic_summary_and_explainer"),
        ("desk", "0001_receipts"),
    ]

    operations = [
        migrations.AddField("receipt", "story", models.BigIntegerField(default=0, verbose_name="رقم الخبر"), False),
        migrations.AddField(
            "receipt", "headline", models.CharField(default="", max_length=500, verbose_name="عنوان الخبر"), False
        ),
        migrations.AddField("receipt", "takedown", models.BigIntegerField(null=True, verbose_name="السحب")),
        migrations.AlterField(
            "receipt",
            "article",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="receipts",
                to="articles.article",
                verbose_name="الخبر",
            ),
        ),
        migrations.AddConstraint(
            "receipt", models.UniqueConstraint(fields=("takedown",), name="one_first_receipt_of_a_takedown")
        ),
        migrations.RunPython(say_whose, migrations.RunPython.noop, elidable=True),
    ]
