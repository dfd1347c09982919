import django.db.models.deletion
from django.db import migrations, models


def remove_wagtail_defaults(apps, schema_editor):
    """Wagtail starts with two groups and a workflow in English, for pages; the newsroom has its own."""
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=("Moderators", "Editors"), user=None).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0001_squashed_0021"),
        ("wagtaildocs", "0002_initial_data"),
    ]

    operations = [
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("reporter", "مراسل"),
                            ("editor", "محرر"),
                            ("chief", "رئيس الديسك"),
                            ("administrator", "مدير"),
                        ],
                        max_length=20,
                        null=True,
                        unique=True,
                    ),
                ),
                ("requires_second_factor", models.BooleanField(default=False, verbose_name="يلزمه التحقق بخطوتين")),
                ("offered", models.JSONField(blank=True, default=list)),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="role", to="auth.group"
                    ),
                ),
            ],
            options={"verbose_name": "دور", "verbose_name_plural": "الأدوار", "default_permissions": ()},
        ),
        migrations.RunPython(remove_wagtail_defaults, migrations.RunPython.noop),
    ]
