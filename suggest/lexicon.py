"""Word lists of the proposals; data only, lower case. English, since a clause ends differently in every language."""

from __future__ import annotations

from typing import Final

from models.text.lexicon import REPORTING


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a quoted clause begins with, so that it belongs to the quote.
INTRODUCERS: Final = _words("that whether to if how why what who when where dass daß ob que qu si che se")
CERTAIN_INTRODUCERS: Final = _words("that whether dass daß ob que che")

# Cues whose object is the person spoken to: the quoted clause comes behind that object.
ADDRESSING: Final = _words(
    """advise advised advises advising ask asked asking asks assure assured assures assuring begged caution cautioned
    challenged convince convinced encouraged inform informed informing informs instructed invited notified ordered
    persuade persuaded pressed promised remind reminded reminding reminds tell telling tells told urge urged urges
    urging warn warned warning warns"""
)

# Cues that are prepositions: the quoted clause comes behind the comma that closes their phrase.
PREPOSITIONAL: Final = frozenset({"according to", "as per", "for", "in", "in the words of", "per", "to", "under"})

# What can stand between a cue and the "that" of its clause: said on Monday in a statement that ...
CIRCUMSTANCE: Final = _words(
    """after again also at before by during earlier early for from here instead in last late later long next on over
    publicly recently repeatedly since then this through to today together tonight twice under via when while with
    yesterday monday tuesday wednesday thursday friday saturday sunday
    am gestern heute im auf en dans hier lundi mardi mercredi jeudi vendredi samedi dimanche ayer hoy"""
)

# A clause that begins so has its first comma inside: that if peace came, they would leave.
SUBORDINATE: Final = _words(
    """after although as at because before by despite during even for given if in instead once on since though unless
    under until when whenever while with without"""
)

# After a comma these go on with the clause rather than with the reporting sentence.
GOING_ON: Final = _words(
    """along among an and/or are because by can could did especially for from had i.e if in including into is like
    mainly may might more mostly must namely nor not of on only or particularly perhaps rather should such than that
    through to unless until was we were whether will without would
    bevor bis damit dass daß nachdem ob obwohl sobald sofern sondern weil wenn
    lorsque parce puisque aunque cuando porque sino"""
)

# Cues of speech that take a clause rather than name an act, also where it has no introducer: said the dam leaks.
CLAUSAL: Final = (
    REPORTING
    - _words("announced confirmed demanded denied pledged predicted promised recalled reported stressed urged vowed")
) | _words(
    "believe believed believes call calling calls consider considered considers expect expected expects hope "
    "hoped hopes know knows saying think thinks thought"
)

FINITE: Final = _words(
    """are aren’t aren't can can’t can't cannot could couldn't did didn’t didn't do does doesn’t doesn't had has have
    is isn’t isn't may might must need needs should shouldn’t shouldn't was wasn’t wasn't were weren’t will won’t won't
    would wouldn’t wouldn't"""
)

# Before these a clause may end without any comma; tried last.
CONJUNCTIONS: Final = _words("and but while after as when before because by during despite until since although though")

# Before these a reported noun phrase may end: rejected the plan at a meeting.
ADVERBIAL: Final = _words(
    """about after against amid among and as at because before by despite during following for from in on over since
    through under until upon when where while who with"""
)

# Behind a cue these lead to its topic, not to whom it addresses: asked about the plan to leave.
TOPICAL: Final = _words("about against for of over")

# A clause without an introducer can be told by its subject: told them she would stay.
_PRONOUNS = "he i it she there they we you"
_ENDINGS = ("", *(mark + ending for mark in "’'" for ending in ("d", "ll", "m", "re", "s", "ve")))
SUBJECTS: Final = frozenset(pronoun + ending for pronoun in _PRONOUNS.split() for ending in _ENDINGS)

# What belongs to the verb group of a cue when it stands before the verb, beside adverbs in -ly.
AUXILIARIES: Final = _words(
    """again also always appeared be been did do does earlier even ever further had has have is just later
    long never now often once seemed since soon still then was were will would"""
)

# Participles that report for the speaker of the verb before them.
PARTICIPLES: Final = _words(
    """acknowledging adding admitting alleging announcing arguing asserting claiming confirming declaring denying
    explaining insisting maintaining noting promising saying stating stressing suggesting telling vowing warning
    writing"""
)
