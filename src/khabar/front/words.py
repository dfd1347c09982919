"""Numbers with their noun in the form Arabic asks for."""

from dataclasses import dataclass

from babel import Locale

from khabar.front.dates import digits

_ARABIC = Locale("ar")


@dataclass(frozen=True)
class Noun:
    """A counted noun; `one` and `two` say their number themselves."""

    none: str
    one: str
    two: str
    few: str
    many: str
    other: str

    def counted(self, number: int) -> str:
        """The number and the noun by CLDR's plural categories, such as `3 نتائج`."""
        form: str = _ARABIC.plural_form(number)
        if form in ("zero", "one", "two"):
            return {"zero": self.none, "one": self.one, "two": self.two}[form]
        noun = {"few": self.few, "many": self.many, "other": self.other}[form]
        return f"{digits(str(number))} {noun}"


RESULTS = Noun(none="لا نتائج", one="نتيجة واحدة", two="نتيجتان", few="نتائج", many="نتيجة", other="نتيجة")
