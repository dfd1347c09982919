"""Arabic date formats: day, month, year, in the order they are read; the week begins where the edition's does."""

from django.conf import settings

from khabar.arabic.editions import edition_of

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "j F Y، g:i A"
SHORT_DATE_FORMAT = "j/n/Y"
SHORT_DATETIME_FORMAT = "j/n/Y، g:i A"
FIRST_DAY_OF_WEEK = (edition_of(settings.COUNTRY).first_weekday + 1) % 7  # Django counts from Sunday, CLDR from Monday
