"""Who a mention is proposed to be, with invented people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities import Entity
from suggest.entities import (
    Proposal,
    Reason,
    Recent,
    entity_name,
    entity_type,
    mention_type,
    propose_entity,
    without_title,
)

BRANDT = Entity("brandt", "Ilse Brandt", "person", ("the mayor",))
ODE = Entity("ode", "Tomas Ode", "person")
GAZETTE = Entity("gazette", "The Harbour Gazette", "media", ("HG",))
COUNCIL = Entity("council", "Harbour Council", "organisation")
TRUST = Entity("trust", "Harbour Trust of the Coast", "organisation")
IMPLICIT = Entity("implicit", "IMPLICIT", "implicit")
KNOWN = (BRANDT, ODE, GAZETTE, COUNCIL, TRUST, IMPLICIT)


def best(mention: str, *recent: Recent) -> tuple[str | None, Reason]:
    option = propose_entity(mention, KNOWN, recent).best
    return option.entity, option.reason


@pytest.mark.parametrize(
    ("mention", "entity", "reason"),
    [
        ("the mayor", "brandt", Reason.ALIAS),
        ("HG", "gazette", Reason.ALIAS),
        ("the Harbour Gazette", "gazette", Reason.ALIAS),
        ("Brandt’s", "brandt", Reason.PART_OF_NAME),
        ("Brandt", "brandt", Reason.PART_OF_NAME),
        ("Mayor Ilse Brandt", "brandt", Reason.PART_OF_NAME),
        ("The Harbour Gazette (HG)", "gazette", Reason.ALIAS),
        ("Treasurer Ode", "ode", Reason.WITHOUT_TITLE),
        ("Bürgermeisterin Brandt", "brandt", Reason.WITHOUT_TITLE),
        ("Mme Brandt", "brandt", Reason.WITHOUT_TITLE),
        ("the treasurer, Tomas Ode,", "ode", Reason.PART_OF_NAME),
        ("HTC", "trust", Reason.ALIAS),
        ("the HTC", "trust", Reason.ALIAS),
        ("Ana Lind", None, Reason.NEW),
        ("Brandt’s spokesman", None, Reason.NEW),
        ("Brandt adviser Nora Lind", None, Reason.NEW),
    ],
)
def test_a_mention_is_known_by_name_alias_part_or_without_its_title(
    mention: str, entity: str | None, reason: Reason
) -> None:
    assert best(mention) == (entity, reason)


def test_of_two_who_fit_the_one_mentioned_last_comes_first() -> None:
    other = Entity("other", "Karl Brandt", "person")
    found = propose_entity("Brandt", (*KNOWN, other), (Recent("other", "Karl Brandt"), Recent("brandt", "Ilse Brandt")))
    assert [option.entity for option in found.options[:3]] == ["other", "brandt", None]


def test_words_used_before_count_as_a_name() -> None:
    assert best("the treasurer", Recent("ode", "the treasurer")) == ("ode", Reason.ALIAS)
    assert best("he", Recent("gazette", "he"))[0] != "gazette"


def test_a_pronoun_is_the_last_person_and_not_the_last_outlet() -> None:
    assert best("He", Recent("gazette"), Recent("ode"), Recent("brandt")) == ("ode", Reason.LAST_FITTING)


def test_a_pronoun_skips_who_was_called_by_the_other_one() -> None:
    lately = (Recent("brandt", "Mrs. Brandt"), Recent("ode", "Ode"))
    assert best("he", *lately)[0] == "ode"
    assert best("she", *lately)[0] == "brandt"


def test_they_are_a_group_before_a_person_and_it_is_no_person() -> None:
    lately = (Recent("ode"), Recent("council"))
    assert best("they", *lately)[0] == "council"
    assert best("it", *lately)[0] == "council"


def test_they_are_not_what_is_called_theirs_nor_it_what_is_called_its() -> None:
    theirs, crew = Entity("union", "Their union", "organisation"), Entity("crew", "The ferry crews", "group")
    both = [Recent("union", "Their union"), Recent("crew", "The ferry crews")]

    assert propose_entity("They", [theirs, crew], both).best.entity == "crew"
    assert propose_entity("They", [theirs], both[:1]).best.entity is None
    assert propose_entity("It", [theirs], [Recent("union", "its union")]).best.entity is None
    assert propose_entity("It", [theirs], both[:1]).best.entity == "union"


def test_her_deputy_may_be_a_man() -> None:
    assert best("he", Recent("ode", "Her deputy, Tomas Ode"), Recent("brandt", "Mayor Brandt"))[0] == "ode"
    assert best("he", Recent("brandt", "Mrs Brandt"), Recent("ode", "Tomas Ode"))[0] == "ode"


def test_they_are_a_website_only_where_nobody_else_was_mentioned() -> None:
    assert best("They", Recent("gazette"), Recent("ode"))[0] == "ode"
    assert best("They", Recent("gazette"))[0] == "gazette"


def test_an_acronym_in_capitals_is_no_pronoun() -> None:
    found = propose_entity("WHO", (Entity("who", "World Health Organization", "organisation"), ODE), (Recent("ode"),))
    assert found.best.entity == "who"
    assert propose_entity("World Health Organization", (Entity("who", "WHO", "organisation"),)).best.entity == "who"
    bracketed = (Recent("who", "the Harbour Guild (HG)"),)
    known = (Entity("who", "Harbour Guild", "organisation"),)
    assert propose_entity("HG", known, bracketed).best.entity == "who"


def test_a_bare_title_is_whoever_was_mentioned_with_it() -> None:
    assert best("the treasurer", Recent("brandt", "Brandt"), Recent("ode", "Treasurer Tomas Ode"))[0] == "ode"


@pytest.mark.parametrize(
    ("pronoun", "entity"), [("elle", "brandt"), ("sie", "brandt"), ("er", "ode"), ("вона", "brandt")]
)
def test_pronouns_of_other_languages_stand_for_people_too(pronoun: str, entity: str) -> None:
    assert best(pronoun, Recent("brandt", "Mme Brandt"), Recent("ode", "Herr Ode"))[0] == entity


def test_a_pronoun_without_anyone_before_is_somebody_new() -> None:
    assert best("she") == (None, Reason.NEW)


def test_everyone_mentioned_lately_can_be_chosen() -> None:
    found = propose_entity("the old man", KNOWN, (Recent("ode"), Recent("brandt"), Recent("ode")))
    assert [option.entity for option in found.options] == [None, "ode", "brandt"]


def test_an_entity_whose_name_has_no_words_is_passed_over() -> None:
    sign = Entity("sign", "🏗️", "person")
    assert propose_entity("Ana Lind", (sign,)).best.entity is None
    assert propose_entity("🏗️", (sign,)).options


def test_merged_entities_are_not_proposed() -> None:
    gone = Entity("gone", "Ana Lind", "person", merged_into="ode")
    assert propose_entity("Ana Lind", (*KNOWN, gone)).best.entity is None


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Ilse Brandt", "name"),
        ("Mayor Ilse Brandt", "name"),
        ("The Harbour Gazette", "name"),
        ("the mayor", "description"),
        ("Ulm’s Prime Minister", "description"),
        ("several pilots", "description"),
        ("he", "pronoun"),
        ("They", "pronoun"),
        ("she herself", "pronoun"),
        ("Vienna", "metonym"),
        ("the White House", "metonym"),
    ],
)
def test_the_type_of_a_mention_shows_in_its_words(mention: str, expected: str) -> None:
    assert mention_type(mention) == expected


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Prime Minister Ana Lind", "Ana Lind"),
        ("Ulm’s Foreign Minister Ana Lind", "Ana Lind"),
        ("Mrs. Lind", "Lind"),
        ("the Prime Minister", "the Prime Minister"),
        ("Justice Department", "Justice Department"),
    ],
)
def test_a_title_is_taken_off_only_where_a_name_remains(mention: str, name: str) -> None:
    assert without_title(mention) == name


@pytest.mark.parametrize(
    ("mention", "label", "name", "type_"),
    [
        ("Mayor Ana Lind", "speaker", "Ana Lind", "person"),
        ("the old pilots", "speaker", "Old pilots", "group"),
        ("at least two towns", "speaker", "At least two towns", "group"),
        ("officials in Ulm", "speaker", "Officials in Ulm", "group"),
        ("Vienna", "speaker", "Vienna", "organisation"),
        ("the Ulm Ministry of Fish", "speaker", "Ulm Ministry of Fish", "organisation"),
        ("UFC", "speaker", "UFC", "organisation"),
        ("Ulm Radio (UR)", "source", "Ulm Radio", "media"),
        ("Reuters", "source", "Reuters", "agency"),
        ("The operator, Strait Lines,", "speaker", "Strait Lines", "person"),
        ("Ana Lind, head of many boards", "speaker", "Ana Lind", "person"),
        ("Republicans", "speaker", "Republicans", "group"),
        ("those close to her", "speaker", "Those close to her", "group"),
        ("the editor of the Ulm Post", "speaker", "Editor of the Ulm Post", "person"),
    ],
)
def test_a_new_entity_is_named_and_typed_by_its_mention(mention: str, label: str, name: str, type_: str) -> None:
    assert (entity_name(mention), entity_type(mention, label)) == (name, type_)


@given(st.text(max_size=40), st.sampled_from(["speaker", "source", "addressee"]))
def test_any_words_get_a_proposal_that_makes_a_valid_entity(mention: str, label: str) -> None:
    found: Proposal = propose_entity(mention, KNOWN, (Recent("ode", mention),), label=label)
    assert found.options
    assert entity_name(mention).strip()
    Entity("new", entity_name(mention), entity_type(mention, label))


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("the city’s engineer Zoë van Ode", "Zoë van Ode"),
        ("the ferry operator Strait Lines", "Strait Lines"),
        ("l’opposant Yann Le Goff", "Yann Le Goff"),
        ("L’opposant Yann Le Goff", "Yann Le Goff"),
        ("L’Équipe", "L’Équipe"),
        ("der Kreis", "Kreis"),
        ("le préfet", "Préfet"),
        ("„Küstenbote“", "Küstenbote"),
        ("Las Vegas", "Las Vegas"),
        ("the mayor of New Ode", "Mayor of New Ode"),
    ],
)
def test_a_new_entity_has_the_name_that_a_description_leads_to(mention: str, name: str) -> None:
    assert entity_name(mention) == name


def test_both_is_nobody_s_name() -> None:
    assert mention_type("both") == "pronoun"
