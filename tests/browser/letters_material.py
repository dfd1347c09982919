"""Puts news into a served newsroom and has the hour of its newsletter come; run in the newsroom's environment."""

from datetime import timedelta

import django


def main() -> None:
    """Publish, and move the next issue to a minute ago."""
    django.setup()
    from khabar.core import clock
    from khabar.letters import planning
    from khabar.letters.models import Issue, Newsletter
    from tests.factories.articles import published
    from tests.factories.letters import HEADLINES

    now = clock.now()
    for number, headline in enumerate(HEADLINES):
        published(headline=f"{headline} بعد فوز Al Ahly 3-1", at=now - timedelta(minutes=number + 1))
    issue = planning.upcoming(Newsletter.objects.get())
    Issue.objects.filter(pk=issue.pk).update(due_at=now - timedelta(minutes=1))


if __name__ == "__main__":
    main()
