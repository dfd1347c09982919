"""Reading `ads.txt` line by line, after IAB Tech Lab's ads.txt 1.1: what a line may be, and what is wrong with one."""

import re

_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})", re.I)
_DOMAINS = frozenset({"SUBDOMAIN", "OWNERDOMAIN", "MANAGERDOMAIN", "INVENTORYPARTNERDOMAIN"})
_VARIABLE = re.compile(r"([A-Za-z]+)\s*=\s*(.*)")
_ACCOUNT = re.compile(r"[^\s,#]{1,200}")
_RELATIONS = frozenset({"DIRECT", "RESELLER"})
MAX_LINES = 2_000


def mistakes(text: str) -> list[str]:
    """What is wrong, in Arabic, one entry for each line at fault; empty for a good file."""
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        return [f"الملف أطول من {MAX_LINES} سطر."]
    told = [(number, _mistake(line.partition("#")[0].strip())) for number, line in enumerate(lines, 1)]
    return [f"السطر {number}: {mistake}" for number, mistake in told if mistake]


def _mistake(line: str) -> str:
    if not line:
        return ""
    if variable := _VARIABLE.fullmatch(line):
        return _bad_variable(variable[1].upper(), variable[2].strip())
    fields = [part.strip() for part in line.partition(";")[0].split(",")]
    if not 3 <= len(fields) <= 4:
        return "يُكتب السطر هكذا: النطاق، رقم الحساب، DIRECT أو RESELLER، ثم رقم الاعتماد إن وُجد، بينها فاصلة «,»."
    domain, account, relation = fields[:3]
    if not _DOMAIN.fullmatch(domain):
        return f"«{domain}» ليس نطاقًا، مثل: google.com"
    if not _ACCOUNT.fullmatch(account):
        return "رقم الحساب ناقص أو فيه مسافة."
    if relation.upper() not in _RELATIONS:
        return f"العلاقة «{relation}» غير معروفة؛ اكتب DIRECT أو RESELLER."
    if len(fields) == 4 and not _ACCOUNT.fullmatch(fields[3]):
        return "رقم الاعتماد فارغ أو فيه مسافة؛ احذف الفاصلة الأخيرة إن لم يكن له رقم."
    return ""


def _bad_variable(name: str, value: str) -> str:
    if name == "CONTACT":
        return "" if value else "اكتب بعد ‎CONTACT=‎ بريدًا أو رابطًا."
    if name not in _DOMAINS:
        return f"المتغير «{name}» غير معروف في ads.txt."
    domain = value.partition(",")[0].strip()
    return "" if _DOMAIN.fullmatch(domain) else f"«{value}» ليس نطاقًا، مثل: example.com"
