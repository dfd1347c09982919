"""The mark of a creative becomes a column, which the rows that exist get by being saved."""

from typing import Any

import django.core.validators
from django.db import migrations, models

import khabar.ads.fields


def write_marks(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("ads", "Creative").objects.iterator(chunk_size=100):
        row.save(update_fields=["mark"])


class Migration(migrations.Migration):
    dependencies = [("ads", "0001_ads")]

    operations = [
        migrations.AddField(
            model_name="creative",
            name="mark",
            field=khabar.ads.fields.MarkField(default="", editable=False, max_length=12),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="creative",
            name="link",
            field=models.URLField(
                blank=True,
                help_text="إلى أين يذهب من ينقر الصورة.",
                max_length=1000,
                validators=[
                    django.core.validators.URLValidator(
                        ["http", "https"], message="اكتب عنوان صفحة على الويب يبدأ بـ https://", code="not_web"
                    )
                ],
                verbose_name="الرابط",
            ),
        ),
        migrations.RunPython(write_marks, migrations.RunPython.noop, elidable=True),
    ]
