"""How mails look: inline styles by name, as mail programs that drop style sheets, Gmail's and Word's, need them."""

_FONT = "font-family:Tahoma,Arial,sans-serif;"
_INK, _SOFT, _ACCENT, _LINE, _PAPER, _BAND = "#1c1815", "#4f4740", "#b3260f", "#e4dbcf", "#fffdf9", "#f7f1e8"

LOOK = {
    "band": _BAND,
    "paper": _PAPER,
    "body": f"margin:0;padding:0;width:100%;background-color:{_BAND};",
    "preheader": f"display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;overflow:hidden;color:{_BAND};"
    "mso-hide:all;",
    "table": "border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt;",
    "sheet": f"border-collapse:collapse;max-width:600px;width:100%;background-color:{_PAPER};",
    "head": f"padding:24px 24px 16px 24px;border-bottom:3px solid {_INK};{_FONT}",
    "cell": f"padding:20px 24px 4px 24px;{_FONT}",
    "row": f"padding:16px 24px 16px 24px;border-bottom:1px solid {_LINE};{_FONT}",
    "inner": f"padding:0;{_FONT}",
    "beside": f"padding:0 0 0 16px;{_FONT}",
    "foot": f"padding:20px 24px 28px 24px;{_FONT}",
    "site": f"{_FONT}font-size:16px;line-height:24px;color:{_ACCENT};text-decoration:none;font-weight:bold;",
    "name": f"margin:0;{_FONT}font-size:26px;line-height:38px;color:{_INK};font-weight:bold;",
    "day": f"margin:0;{_FONT}font-size:14px;line-height:22px;color:{_SOFT};",
    "shelf": f"margin:0;{_FONT}font-size:18px;line-height:28px;color:{_ACCENT};font-weight:bold;",
    "lead": f"margin:0 0 8px 0;{_FONT}font-size:24px;line-height:36px;color:{_INK};font-weight:bold;",
    "headline": f"margin:0 0 4px 0;{_FONT}font-size:18px;line-height:28px;color:{_INK};font-weight:bold;",
    "link": f"color:{_INK};text-decoration:none;",
    "text": f"margin:0 0 8px 0;{_FONT}font-size:16px;line-height:27px;color:{_SOFT};",
    "opening": f"margin:0 0 10px 0;{_FONT}font-size:17px;line-height:29px;color:{_INK};",
    "section": f"margin:0;{_FONT}font-size:13px;line-height:20px;color:{_ACCENT};",
    "image": "display:block;border:0;outline:none;text-decoration:none;max-width:100%;height:auto;",
    "small": f"margin:0 0 8px 0;{_FONT}font-size:13px;line-height:22px;color:{_SOFT};",
    "footlink": f"color:{_INK};text-decoration:underline;",
    "button": f"display:inline-block;padding:12px 28px 12px 28px;{_FONT}font-size:17px;line-height:24px;color:#ffffff;"
    "text-decoration:none;font-weight:bold;",
    "buttoncell": f"background-color:{_ACCENT};border-radius:4px;mso-padding-alt:12px 28px 12px 28px;{_FONT}",
    "accent": _ACCENT,
}
"""Nothing that matters is said in a style that one of the engines drops; see docs/how-to/newsletters.md."""
