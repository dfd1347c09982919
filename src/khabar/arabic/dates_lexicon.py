"""The words of Arabic dates: months of every edition, weekdays, parts of the day and named time zones."""

import re
from functools import cache

from khabar.arabic.digits import to_latin_digits
from khabar.arabic.normalise import CONTROLS, MARKS, TATWEEL

# Gregorian months by number. The five CLDR sets (ar_EG, ar_LB, ar_TN, ar_MA, ar_MR) come first on each
# line, then spellings seen in the press and the English names used by mixed pages and meta tags.
_MONTHS: dict[int, str] = {
    1: "يناير|كانون الثاني|كانون ثاني|كانون ثان|جانفي|جانفيي|ينايير|january|jan|janvier",
    2: "فبراير|شباط|فيفري|فيفرى|فبرایر|فبراير|february|feb|février|fevrier",
    3: "مارس|آذار|اذار|أدار|march|mar|mars",
    4: "أبريل|نيسان|أفريل|إبريل|ابريل|أبرايل|april|apr|avril",
    5: "مايو|أيار|ماي|مايس|ايار|may|mai",
    6: "يونيو|حزيران|جوان|يونيه|يونية|june|jun|juin",
    7: "يوليو|تموز|جويلية|يوليوز|يوليه|يولية|july|jul|juillet",
    8: "أغسطس|آب|أوت|غشت|أغشت|اوت|اب|أغسطوس|اغسطس|august|aug|août|aout",
    9: "سبتمبر|أيلول|شتنبر|شتمبر|سيبتمبر|ايلول|september|sept|sep|septembre",
    10: "أكتوبر|تشرين الأول|تشرين اول|أكتوبير|اكتوبر|october|oct|octobre",
    11: "نوفمبر|تشرين الثاني|تشرين ثاني|تشرين ثان|نونبر|نونمبر|november|nov|novembre",
    12: "ديسمبر|كانون الأول|كانون اول|دجنبر|دجمبر|دسمبر|دیسمبر|december|dec|décembre|decembre",
}

# Months of the Hijri calendar by number, with the spellings the press uses.
_HIJRI_MONTHS: dict[int, str] = {
    1: "محرم|المحرم|محرم الحرام",
    2: "صفر|صفر الخير",
    3: "ربيع الأول|ربيع اول|ربيع أول",
    4: "ربيع الآخر|ربيع الثاني|ربيع ثاني|ربيع ثان|ربيع آخر",
    5: "جمادى الأولى|جمادى الاول|جمادي الأول|جمادى أولى|جماد الأول|جماد أول",
    6: "جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادى الآخر|جماد الآخر|جماد الثاني|جماد ثاني",
    7: "رجب|رجب الفرد|رجب المرجب",
    8: "شعبان|شعبان المعظم",
    9: "رمضان|رمضان المبارك",
    10: "شوال|شوال المكرم",
    11: "ذو القعدة|ذي القعدة|ذوالقعدة|ذو القعده|ذي قعدة",
    12: "ذو الحجة|ذي الحجة|ذوالحجة|ذو الحجه|ذي حجة",
}

# Python's weekday numbers: Monday is 0.
_WEEKDAYS: dict[int, str] = {
    0: "الاثنين|الإثنين|الأثنين|الإتنين|الاتنين|اثنين|إثنين|monday|mon|lundi",
    1: "الثلاثاء|الثلاثا|الثلثاء|الثلاث|ثلاثاء|tuesday|tue|mardi",
    2: "الأربعاء|الاربعاء|الأربعا|الإربعاء|أربعاء|wednesday|wed|mercredi",
    3: "الخميس|خميس|thursday|thu|jeudi",
    4: "الجمعة|الجمعه|جمعة|friday|fri|vendredi",
    5: "السبت|سبت|saturday|sat|samedi",
    6: "الأحد|الاحد|أحد|sunday|sun|dimanche",
}

# Part of the day: "am" and "pm" add to a 12-hour clock; "night" and "noon" depend on the hour.
_DAY_PARTS: dict[str, str] = {
    "am": "ص|صباحا|صباح|صباحًا|فجرا|فجر|قبل الظهر|am|a.m.|a.m",
    "pm": "م|مساء|مساءا|مساءً|مسا|عصرا|عصر|بعد الظهر|بعد ظهر|بعد العصر|pm|p.m.|p.m",
    "noon": "ظهرا|ظهر|الظهر",
    "night": "ليلا|ليل|بعد منتصف الليل",
}

_ZONE_CITIES: dict[str, str] = {
    "Africa/Cairo": "القاهرة|مصر|eet",
    "Asia/Riyadh": "مكة المكرمة|مكة|السعودية|الرياض",
    "Asia/Dubai": "الإمارات|أبوظبي|أبو ظبي|دبي|gst",
    "Asia/Kuwait": "الكويت",
    "Asia/Qatar": "الدوحة|قطر",
    "Asia/Bahrain": "المنامة|البحرين",
    "Asia/Muscat": "مسقط|عمان|سلطنة عمان",
    "Asia/Aden": "صنعاء|عدن|اليمن",
    "Asia/Baghdad": "بغداد|العراق",
    "Asia/Beirut": "بيروت|لبنان",
    "Asia/Damascus": "دمشق|سوريا|سورية",
    "Asia/Amman": "الأردن",
    "Asia/Jerusalem": "القدس|القدس المحتلة",
    "Asia/Gaza": "غزة|فلسطين",
    "Africa/Tripoli": "طرابلس|ليبيا",
    "Africa/Tunis": "تونس",
    "Africa/Algiers": "الجزائر",
    "Africa/Casablanca": "المغرب|الرباط|الدار البيضاء",
    "Africa/Nouakchott": "نواكشوط|موريتانيا",
    "Africa/Khartoum": "الخرطوم|السودان",
    "Europe/Moscow": "موسكو|msk",
    "Europe/Istanbul": "أنقرة|اسطنبول|إسطنبول|تركيا",
    "Asia/Tehran": "طهران|إيران",
    "Europe/London": "لندن|bst",
    "Europe/Paris": "باريس|فرنسا|cet|cest",
    "Europe/Berlin": "برلين",
    "America/New_York": "واشنطن|نيويورك|شرق الولايات المتحدة",
    "UTC": "غرينتش|غرينيتش|جرينتش|جرينيتش|قرينتش|كرينتش|العالمي|gmt|utc|z|ت غ|ت.غ|تغ|ت. غ|توقيت عالمي",
}

_INVISIBLE = re.compile(f"[{MARKS}{CONTROLS}{TATWEEL}]+")
_LETTERS = str.maketrans("أإآٱىیکةۀ\t\n\r\u00a0\u2009\u202f", "ااااييكهه" + " " * 6)


def fold(text: str) -> str:
    """Return `text` in matching form: no marks, one alef, one yeh, heh for teh marbuta, Latin digits.

    Lighter than `normalise.normalise_search`: hamza seats stay, and every character folds to one or none.
    """
    return to_latin_digits(_INVISIBLE.sub("", text).translate(_LETTERS)).lower()


_FOLDED_CHARS: dict[str, str] = {}


def _fold_char(char: str) -> str:
    folded = fold(char)
    if len(_FOLDED_CHARS) < 4096:
        _FOLDED_CHARS[char] = folded
    return folded


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Fold `text`; also give, for each folded character and the end, its offset in `text`."""
    folded: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for piece in _FOLDED_CHARS.get(char) or _fold_char(char):
            folded.append(piece)
            offsets.append(offset)
    offsets.append(len(text))
    return "".join(folded), offsets


@cache
def _by_word(kind: str) -> dict[str, int]:
    source = {"month": _MONTHS, "hijri": _HIJRI_MONTHS, "weekday": _WEEKDAYS}[kind]
    return {fold(word): number for number, words in source.items() for word in words.split("|")}


def month_number(word: str) -> int | None:
    """Return 1-12 for a Gregorian month name in any of the sets, else None."""
    return _by_word("month").get(" ".join(fold(word).split()))


def hijri_month_number(word: str) -> int | None:
    """Return 1-12 for a Hijri month name, else None."""
    return _by_word("hijri").get(" ".join(fold(word).split()))


def weekday_number(word: str) -> int | None:
    """Return 0 (Monday) to 6 for a weekday name, else None."""
    return _by_word("weekday").get(fold(word).strip())


@cache
def day_parts() -> dict[str, str]:
    """Return folded day-part word → "am", "pm", "noon" or "night"."""
    return {fold(word): part for part, words in _DAY_PARTS.items() for word in words.split("|")}


@cache
def zone_words() -> dict[str, str]:
    """Return folded zone word → IANA zone name."""
    return {fold(word): zone for zone, words in _ZONE_CITIES.items() for word in words.split("|")}


def alternatives(kind: str) -> str:
    """Return a regular expression for the words of `kind`: month, hijri, weekday, day part or zone."""
    words = {"day part": day_parts, "zone": zone_words}.get(kind, lambda: _by_word(kind))()
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(_escape(word) for word in ordered)


def _escape(word: str) -> str:
    return word.replace(".", r"\.").replace(" ", r"\s*")
