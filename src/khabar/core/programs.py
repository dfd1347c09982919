"""Telling programs from readers by the name that a browser gives itself."""

import re

_PROGRAM = re.compile(
    r"bot\b|bot[/_;-]|crawl|spider|slurp|scrap|scan|preview|monitor|pingdom|uptime|lighthouse|pagespeed|headless|phantom"
    r"|selenium|puppeteer|playwright|facebookexternalhit|whatsapp|telegram|curl|wget|python|java/|okhttp|axios|libwww"
    r"|go-http|http-?client|node-fetch|ruby|perl|php|feed|fetch|archive",
    re.IGNORECASE,
)


def is_program(agent: str) -> bool:
    """Whether the name is that of a program, or none."""
    return not agent.startswith(("Mozilla/", "Opera/")) or _PROGRAM.search(agent) is not None
