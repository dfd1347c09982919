"""Where Arabic outlets without a country domain keep their clocks."""

# ISO 3166 country whose clock is kept → domains of outlets that print no zone.
_DOMAINS = {
    "AE": "al-ain.com skynewsarabia.com emaratalyoum.com 24.ae alittihad.ae albayan.ae alkhaleej.ae",
    "BH": "alayam.com alwasatnews.com akhbar-alkhaleej.com",
    "DZ": "elkhabar.com echoroukonline.com ennaharonline.com elbilad.net elwatan.com",
    "EG": (
        "youm7.com almasryalyoum.com masrawy.com elwatannews.com shorouknews.com akhbarelyom.com elbalad.news "
        "vetogate.com albawabhnews.com dostor.org alwafd.news cairo24.com elfagr.org mobtada.com "
        "yallakora.com filgoal.com almalnews.com sadaelbalad.com"
    ),
    "GB": "alaraby.co.uk alquds.co.uk raialyoum.com",
    "IQ": "alsumaria.tv shafaq.com rudaw.net nasnews.com baghdadtoday.news",
    "JO": "alghad.com addustour.com alrai.com ammonnews.net khaberni.com",
    "KW": "alqabas.com alraimedia.com alanba.com.kw aljarida.com",
    "LB": "annahar.com almayadeen.net al-akhbar.com aliwaa.com.lb lebanondebate.com elnashra.com lebanon24.com",
    "LY": "alwasat.ly libyaobserver.ly 218tv.net",
    "MA": "hespress.com hibapress.com alyaoum24.com le360.ma",
    "MR": "saharamedias.net alakhbar.info",
    "OM": "omandaily.om",
    "PS": "alquds.com maannews.net samanews.ps",
    "QA": "aljazeera.net al-sharq.com raya.com al-watan.com alaraby.com",
    "SA": (
        "alarabiya.net alhadath.net aawsat.com argaam.com alriyadh.com sabq.org al-jazirah.com mubasher.info "
        "asharq.com asharqbusiness.com okaz.com.sa"
    ),
    "SD": "alrakoba.net sudantribune.net",
    "SY": "enabbaladi.net alwatan.sy syria.tv",
    "TN": "mosaiquefm.net babnet.net assabahnews.tn kapitalis.com",
    "YE": "almasdaronline.com adengad.net almashhad-alyemeni.com",
}
_OUTLETS = {domain: country for country, domains in _DOMAINS.items() for domain in domains.split()}


def outlet_country(host: str) -> str | None:
    """Return the country code of a known outlet's host name (`m.` and `www.` allowed), or None."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        country = _OUTLETS.get(".".join(labels[start:]))
        if country:
            return country
    return None
