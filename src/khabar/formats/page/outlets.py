"""Where Arabic outlets without a country domain keep their clocks."""

# Domain → ISO 3166 country whose clock the outlet prints when it names none.
_OUTLETS = {
    "youm7.com": "EG", "almasryalyoum.com": "EG", "masrawy.com": "EG", "elwatannews.com": "EG", "shorouknews.com": "EG",
    "akhbarelyom.com": "EG", "elbalad.news": "EG", "vetogate.com": "EG", "albawabhnews.com": "EG", "dostor.org": "EG",
    "alwafd.news": "EG", "cairo24.com": "EG", "elfagr.org": "EG", "mobtada.com": "EG", "yallakora.com": "EG", "filgoal.com": "EG",
    "almalnews.com": "EG", "sadaelbalad.com": "EG", "al-ain.com": "AE", "skynewsarabia.com": "AE", "alarabiya.net": "SA",
    "alhadath.net": "SA", "aawsat.com": "SA", "argaam.com": "SA", "alriyadh.com": "SA", "sabq.org": "SA", "al-jazirah.com": "SA",
    "mubasher.info": "SA", "emaratalyoum.com": "AE", "24.ae": "AE", "asharq.com": "SA", "asharqbusiness.com": "SA",
    "aljazeera.net": "QA", "al-sharq.com": "QA", "raya.com": "QA", "al-watan.com": "QA", "alaraby.com": "QA",
    "alaraby.co.uk": "GB", "alquds.co.uk": "GB", "raialyoum.com": "GB", "alquds.com": "PS", "maannews.net": "PS",
    "samanews.ps": "PS", "annahar.com": "LB", "almayadeen.net": "LB", "al-akhbar.com": "LB", "aliwaa.com.lb": "LB",
    "lebanondebate.com": "LB", "elnashra.com": "LB", "lebanon24.com": "LB", "enabbaladi.net": "SY", "alwatan.sy": "SY",
    "syria.tv": "SY", "alghad.com": "JO", "addustour.com": "JO", "alrai.com": "JO", "ammonnews.net": "JO", "khaberni.com": "JO",
    "alsumaria.tv": "IQ", "shafaq.com": "IQ", "rudaw.net": "IQ", "nasnews.com": "IQ", "baghdadtoday.news": "IQ",
    "hespress.com": "MA", "hibapress.com": "MA", "alyaoum24.com": "MA", "le360.ma": "MA", "elkhabar.com": "DZ",
    "echoroukonline.com": "DZ", "ennaharonline.com": "DZ", "elbilad.net": "DZ", "mosaiquefm.net": "TN", "babnet.net": "TN",
    "assabahnews.tn": "TN", "kapitalis.com": "TN", "alqabas.com": "KW", "alraimedia.com": "KW", "alanba.com.kw": "KW",
    "aljarida.com": "KW", "alayam.com": "BH", "alwasatnews.com": "BH", "akhbar-alkhaleej.com": "BH", "omandaily.om": "OM",
    "alwasat.ly": "LY", "libyaobserver.ly": "LY", "218tv.net": "LY", "alrakoba.net": "SD", "sudantribune.net": "SD",
    "almasdaronline.com": "YE", "adengad.net": "YE", "almashhad-alyemeni.com": "YE", "saharamedias.net": "MR", "alakhbar.info": "MR",
    "elwatan.com": "DZ", "okaz.com.sa": "SA", "alittihad.ae": "AE", "albayan.ae": "AE", "alkhaleej.ae": "AE",
}  # fmt: skip


def outlet_country(host: str) -> str | None:
    """Return the country code of a known outlet's host name (`m.` and `www.` allowed), or None."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        country = _OUTLETS.get(".".join(labels[start:]))
        if country:
            return country
    return None
