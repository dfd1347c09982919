import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_initial'),
        ('media', '0002_input_hash'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticlePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='articles.article')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='media.picture')),
            ],
            options={
                'verbose_name': 'صورة في خبر',
                'verbose_name_plural': 'صور الأخبار',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('article', 'picture'), name='picture_once_per_article')],
            },
        ),
    ]
