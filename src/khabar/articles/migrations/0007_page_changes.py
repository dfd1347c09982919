"""The change log speaks of pages written by hand too; urgencies are written in the desk's digits."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_ahead_of_its_date'),
    ]

    operations = [
        migrations.AlterField(
            model_name='change',
            name='object_type',
            field=models.CharField(choices=[('article', 'خبر'), ('section', 'قسم'), ('topic', 'موضوع'), ('author', 'كاتب'), ('agency', 'وكالة'), ('picture', 'صورة'), ('page', 'صفحة')], max_length=12),
        ),
        migrations.AlterField(
            model_name='article',
            name='urgency',
            field=models.PositiveSmallIntegerField(choices=[(1, '1 – عاجل جدًا'), (2, '2 – عاجل'), (3, '3 – رئيسي'), (4, '4 – مهم'), (5, '5 – عادي'), (6, '6 – ثانوي'), (7, '7 – خفيف'), (8, '8 – احتياطي'), (9, '9 – عند الحاجة')], default=5, verbose_name='الأولوية'),
        ),
    ]
