"""Word lists about mentions of people and organisations; data only, lower case, English."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


ARTICLES: Final = _words("a an the")
POSSESSIVES: Final = _words("her his its my our their your")

# Articles of other languages; in upper case they may belong to a name: Le Pen, Las Vegas.
FOREIGN_ARTICLES: Final = _words("der die das den dem ein eine le la les un une el los las una il lo gli")

# Small words inside a person's name, and those behind which a name says what something belongs to.
PARTICLES: Final = _words("al bin da de del der di dos du el ibn la le ten ter van von zu")
LEADING_ON: Final = (
    ARTICLES | FOREIGN_ARTICLES | PARTICLES | _words("and as at by for from in of on or to und et y with who")
)

# Pronouns by whom they can stand for.
# Beside English the commonest ones of other languages that stand alone as a subject.
HE: Final = _words("he him his himself er il él lui ele hij on он він")
SHE: Final = _words("she her hers herself sie elle ella lei ela zij ona она вона")
PEOPLE: Final = _words(
    "both they them their theirs themselves we us our ours ourselves wir ils elles nous ellos ellas nosotros loro noi"
    " eles они вони мы ми"
)
THINGS: Final = _words("it its itself")
ANYONE: Final = _words(
    "both i me my mine myself you your yours yourself who whom whose that which one this these those"
)
PRONOUNS: Final = HE | SHE | PEOPLE | THINGS | ANYONE

HIS_TITLES: Final = _words(
    """baron brother father king lord mr mr. pope prince sir herr monsieur m. señor sr sr. signor senhor meneer pan
    господин пан"""
)
HER_TITLES: Final = _words(
    """baroness lady madam mother mrs mrs. ms ms. princess queen sister frau madame mme mme. mademoiselle señora sra
    sra. signora senhora mevrouw pani госпожа пані"""
)

# Words that stand before a person's name, or that describe one by themselves.
TITLES: Final = (
    HIS_TITLES
    | HER_TITLES
    | _words(
        """activist adm adm. adviser advisor aide ambassador analyst archbishop assemblyman assemblywoman attorney
        bishop candidate capt capt. captain cardinal chair chairman chairperson chairwoman chancellor chief coach col
        col. colonel commander commissioner congressman congresswoman correspondent councillor councilman
        councilwoman counsel counselor deputy designate director doctor dr dr. economist editor executive founder gen
        gen. general gov gov. governor head historian host imam inspector investor journalist judge justice lawmaker
        lawyer leader lecturer lieutenant lt lt. maj maj. major manager mayor minister negotiator nominee officer
        official owner pastor pilot police pollster premier president prime prof prof. professor prosecutor rabbi
        reader rep rep. representative reporter researcher resident rev rev. scientist secretary sen sen. senator
        sergeant sgt sgt. sheikh sheriff speaker spokesman spokesperson spokeswoman strategist student superintendent
        surgeon teacher treasurer undersecretary veteran vice-president witness writer
        außenminister außenministerin bundeskanzler bundeskanzlerin bürgermeister bürgermeisterin innenminister
        innenministerin kanzler kanzlerin ministerin ministerpräsident präsident präsidentin sprecher sprecherin
        alcalde alcaldesa canciller ministra ministre ministro maire portavoz porte-parole premierminister presidenta
        presidente président présidente prezydent premierministre sindaco porteparole portavoce
        президент министр міністр канцлер мэр мер премьер-министр прем’єр-міністр"""
    )
)

MEDIA: Final = _words(
    """abc atlantic bbc bild bloomberg breitbart broadcaster buzzfeed cbs chronicle cnbc cnn daily dispatch
    economist forbes fox gazette globe guardian herald huffpost independent journal magazine mirror monde msnbc nbc
    network news newspaper newsweek npr outlet pbs politico post press radio spiegel standard star sun sunday
    telegraph television times today tribune tv vox week weekly welle zeitung"""
)
AGENCIES: Final = _words(
    "afp ani anadolu ansa ap dpa efe interfax itar-tass kyodo pti reuters ria tass ukrinform upi xinhua"
)

ORGANISATIONS: Final = _words(
    """academy administration agency alliance army assembly association authority bank board bureau cabinet campaign
    center centre chamber church club college commission committee company congress corp corp. corporation council
    court department duma embassy federation firm force forces foundation fund government group house inc inc.
    institute institution league ltd ltd. ministry nato office organisation organization parliament party police
    regime school senate service society staff team tribunal union university"""
)

# Places that stand for those who govern from there.
METONYMS: Final = _phrases(
    """abu dhabi, abuja, accra, addis ababa, algiers, amman, amsterdam, ankara, ashgabat, asmara, astana,
    athens, baghdad, baku, bamako, bangkok, beijing, beirut, belgrade, berlin, bern, bishkek, bogotá, bogota, brasilia,
    brasília, bratislava, brussels, bucharest, budapest, buenos aires, cairo, canberra, caracas, chișinău, chisinau,
    copenhagen, dakar, damascus, dhaka, doha, downing street, dublin, dushanbe, foggy bottom, hanoi, harare, havana,
    helsinki, islamabad, jakarta, jerusalem, kabul, kampala, kathmandu, khartoum, kiev, kigali, kinshasa, kuala lumpur,
    kyiv, lima, lisbon, ljubljana, london, luanda, lusaka, luxembourg, madrid, managua, manila, mexico city, minsk,
    mogadishu, moscow, muscat, nairobi, naypyidaw, new delhi, delhi, niamey, nicosia, oslo, ottawa, paris, phnom penh,
    podgorica, prague, pretoria, pyongyang, quito, rabat, reykjavik, riga, riyadh, rome, sanaa, san salvador, santiago,
    sarajevo, seoul, skopje, sofia, stockholm, taipei, tallinn, tashkent, tbilisi, tehran, the hague, the kremlin,
    kremlin, the pentagon, pentagon, the white house, white house, tirana, tokyo, tripoli, tunis, ulaanbaatar, vienna,
    vientiane, vilnius, warsaw, washington, whitehall, wellington, yaoundé, yerevan, zagreb"""
)

SEVERAL: Final = _words(
    "all both certain dozens few hundreds many most multiple numerous other several some these those thousands various"
)
