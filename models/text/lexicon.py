"""Word lists that sentence borders and proposals lean on; data only. English first, with what other languages share."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A full stop after one of these never ends a sentence: a name or a number follows. Lower case, without the stop.
TITLES: Final = _words(
    """adm atty bros brig capt cdr cmdr col cpl cmsgt det dr drs fr gen gov hon lt maj messrs mlle mme mr mrs ms mt
    no nos pfc pres prof rep reps rev sec sen sens sgt sr sra sra srta st ste supt vs v cf eg ie e.g i.e z.b bzw dipl
    hr fr ing mag univ art fig figs op pp ca approx dott sig ssa avv exmo exma"""
)

# A full stop after one of these ends a sentence only when the next word is a usual sentence opener.
ABBREVIATIONS: Final = _words(
    """inc ltd co corp llc plc dept est etc al jr sr esq ave blvd rd bldg jan feb mar apr jun jul aug sep sept oct nov
    dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md
    mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ph.d m.d b.a m.a d.c u.s u.k u.n e.u a.m
    p.m usw bspw ggf evtl nr str tel"""
)

OPENERS: Final = _words(
    """a after although an and another as at because before both but by despite during each earlier even every for
    from he her here his how however i if in instead it its last later many meanwhile more most my no nobody not now
    on once one other others our people several she since so some still that the their then there these they this
    those though to today under unlike until we what when where whether which while who why with yet you"""
)

# Words that only introduce a quoted clause; alone outside the marks they leave a quote direct.
COMPLEMENTISERS: Final = _words(
    """that whether if to dass daß ob que qu si che se dat of att at om at że czy что ли що чи että ότι πως"""
)

# What a reporting clause after a quotation is recognised by: finite forms of the commonest verbs.
REPORTING: Final = _words(
    """acknowledged added admitted advised agreed announced answered argued asked asks begged boasted called cautioned
    charged claimed commented complained conceded concluded confirmed continued countered cried declared demanded
    denied echoed exclaimed explained insisted interjected joked lamented maintained mocked mused noted observed
    pleaded pledged pointed predicted promised proclaimed quipped reads read recalled recounted remarked repeated
    replied reported responded retorted said says screamed shouted sneered snapped stated stressed suggested tells
    testified thundered told tweeted urged vowed warned wondered wrote writes yelled"""
)

# Verbs that a reporting clause behind a dialogue dash begins with: sagte er, répondit-elle, dijo Ana, säger hon.
SAYING: Final = _words(
    """answered asked asks cried replied said says
    antwortet antwortete betont betonte entgegnet entgegnete erklärt erklärte ergänzt ergänzte erwidert erwiderte fragt
    fragte meint meinte rief ruft sagt sagte schreibt schrieb versichert versicherte warnt warnte
    affirma affirme ajouta ajoute assura assure concède conclut confia confie cria déclara déclare demanda demande
    disait dit écria écrie estime expliqua explique insista insiste lança lance murmura murmure plaisante poursuit
    précise raconta raconte reconnaît répète répliqua réplique répond répondit reprit rétorque soupira soupire
    aclara aclaró admite admitió advierte advirtió afirmó agrega agregó añade añadió asegura aseguró comenta comentó
    confiesa contesta contestó cuenta contó dice decía dijo exclama exclamó explica explicó grita gritó insiste insistió
    lamenta lamentó murmuró pregunta preguntó recuerda recordó replica replicó responde respondió señala señaló
    aggiunge aggiunse chiese chiede dice disse esclamò rispose risponde spiega spiegò
    disse diz explicou perguntou respondeu
    berättar fortsätter förklarar frågar menar sa sade säger svarar tillägger undrar
    fortalte fortæller forklarer mener sagde sier siger spør spurgte svarer svarte
    dodał dodała mówi odparł odparła odpowiedział odpowiedziała powiedział powiedziała spytał spytała zapytał zapytała
    говорит говорить ответил ответила сказав сказал сказала спросил спросила"""
)

# Words that lose their beginning to an apostrophe.
ELISIONS: Final = _words("bout cause cos em n neath round s sup til till tis twas twere twill")
