"""What the server writes of dates is what a browser's own code prints for the same country."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from khabar.arabic.editions import COUNTRIES, edition_of
from khabar.arabic.hijri import hijri_of
from khabar.front.dates import written

MOMENTS = [datetime(2026, month, 3 + month, 1 + month * 2 % 24, 7, tzinfo=UTC) for month in range(1, 13)]
_PARTS = """
([locale, moments, zone]) => moments.map((moment) => {
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "numeric",
                    minute: "2-digit", hour12: true, timeZone: zone };
  const parts = new Intl.DateTimeFormat(locale, options).formatToParts(new Date(moment));
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${of.weekday} ${of.day} ${of.month} ${of.year}، ${of.hour}:${of.minute} ${of.dayPeriod}`;
})
"""
_WEEK = "(locale) => { const l = new Intl.Locale(locale); return (l.getWeekInfo?.() ?? l.weekInfo).firstDay; }"
_HIJRI = """
(days) => days.map((day) => {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const locale = "ar-SA-u-ca-islamic-umalqura-nu-latn";
  const parts = new Intl.DateTimeFormat(locale, options).formatToParts(new Date(day));
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${of.day} ${of.month} ${of.year}`;
})
"""


@pytest.mark.parametrize("country", COUNTRIES)
def test_moments_and_weeks(desktop: Page, country: str, settings: Any) -> None:
    edition = edition_of(country)
    settings.COUNTRY, settings.DIGITS, settings.HIJRI = country, edition.digits, "none"
    locale = f"ar-{country}-u-ca-gregory-nu-{edition.digits}"
    moments = [moment.isoformat() for moment in MOMENTS]
    printed = desktop.evaluate(_PARTS, [locale, moments, settings.TIME_ZONE])
    assert printed == [written(moment) for moment in MOMENTS]
    assert desktop.evaluate(_WEEK, f"ar-{country}") == edition.first_weekday + 1


def test_hijri_days(desktop: Page) -> None:
    # Browsers and hijridate agree from 2000 to 2028; earlier hijridate has the months as they were announced.
    days = [date(2000, 1, 1) + timedelta(days=61 * n) for n in range(170)]
    assert desktop.evaluate(_HIJRI, [day.isoformat() for day in days]) == [str(hijri_of(day)) for day in days]
