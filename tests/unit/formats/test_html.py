"""Web pages: what survives, which block is the article, where metadata come from, what hostile pages cost."""

from __future__ import annotations

import io
import json

import pytest

from formats.html import blocks, read
from formats.interface import ReadOptions
from models.articles import Meta
from tests.unit.formats.probes import BYLINE, PARAGRAPHS, PROBES, TITLE, compare_with_golden, fault, only

BODY = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
JUNK_BEFORE = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
JUNK_AFTER = "<aside><p>Read also: tides.</p></aside><footer>All rights reserved, Ellery Post.</footer>"


def page(body: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()
    )


def text(data: bytes, options: ReadOptions | None = None) -> str:
    return only(read, data, "a.html", options or ReadOptions()).record.article.text


def meta(head: str, body: str = "<p>Some words.</p>") -> Meta:
    return only(read, page(body, head), "a.html").record.article.meta


def test_every_probe_survives() -> None:
    intake = only(read, page(f"<article><h1>{TITLE}</h1><p>{BYLINE}</p>{BODY}</article>"), "a.html")
    found = intake.record.article.text
    assert [paragraph for paragraph in (TITLE, BYLINE, *PARAGRAPHS) if paragraph not in found.split("\n\n")] == []
    assert all(probe in found for probe in PROBES)
    compare_with_golden(intake, "html")


VARIANTS = {
    "div only": "<div id='c'>" + "".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS) + "</div>",
    "double line breaks": "<div id='c'>" + "<br><br>".join(PARAGRAPHS) + "</div>",
    "itemprop": f"<div><p>Menu of the day</p></div><div itemprop='articleBody'>{BODY}</div><div>Tags: sea</div>",
    "live blog": "<main>" + "".join(f"<article><p>{paragraph}</p></article>" for paragraph in PARAGRAPHS) + "</main>",
    "teasers": f"<main><article>{BODY}</article><article>Sport: lost again</article><article>Tides</article></main>",
    "duplicate paragraphs": f"<article>{BODY}<p>{PARAGRAPHS[0]}</p></article>",
    "table": f"<article>{BODY}<table><tr><th>Boat</th><th>Year</th></tr>"
    "<tr><td>Ada</td><td>1999</td></tr></table></article>",
    "inline ad and comments": f"<article>{BODY}<div class='ad-slot'>Buy a boat!</div>"
    "<div id='comments'><p>First!</p></div></article>",
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_kind_of_page_gives_its_paragraphs_and_nothing_beside_them(variant: str) -> None:
    found = text(page(JUNK_BEFORE + VARIANTS[variant] + JUNK_AFTER))
    lines = [line for line in found.split("\n") if line]
    extra = {"table": ["Boat\tYear", "Ada\t1999"], "duplicate paragraphs": [PARAGRAPHS[0]]}.get(variant, [])
    assert lines == [*PARAGRAPHS, *extra]


def test_a_page_of_two_lines_is_taken_whole() -> None:
    assert text(page("<p>Rain.</p><p>More rain.</p>")) == "Rain.\n\nMore rain."


def test_inline_markup_leaves_the_words_and_their_spaces_alone() -> None:
    body = "<article><p>“We <b>will</b>\n  stay,<i>”</i>&nbsp; said\u00a0<a>Ada</a>.</p><p> Next&shy;one </p></article>"
    assert text(page(body)) == "“We will stay,”\u00a0 said\u00a0Ada.\n\nNext\u00adone"


def test_line_breaks_lists_and_preformatted_text_are_lines() -> None:
    body = "<article><p>a<br>b<br></p><ul><li>c<li>d</ul><pre>e\n  f\n</pre><div>g</div></article>"
    assert text(page(body)) == "a\nb\n\nc\nd\ne\n  f\ng"


LONG = [f"“Nobody boards before the {day}th,” the warden of the quay said again." for day in range(4, 10)]


@pytest.mark.parametrize("mark", ["", " class='part part-{}'"])
def test_an_article_in_blocks_of_one_kind_is_taken_whole(mark: str) -> None:
    blocks_of_one = "".join(
        f"<section{mark.format(place)}><div><p>{line}</p></div></section>" for place, line in enumerate(LONG)
    )
    found = text(page(f"<div><a href='/'>Home</a></div><div id='c'>{blocks_of_one}</div><div>Ellery Post</div>"))
    assert found.split("\n\n") == LONG


def test_a_block_whose_class_says_that_it_is_the_body_goes_before_the_densest_one() -> None:
    body = "".join(
        f"<div class='{'abcdef'[place]}'><div><div>{line}</div></div></div>" for place, line in enumerate(LONG)
    )
    beside = f"<div><p>{'Cookies are small files that a browser keeps. ' * 4}</p></div>"
    assert "Cookies" in text(page(f"<div>{body}</div>{beside}"))
    assert text(page(f"<div class='entry-content'>{body}</div>{beside}")).split("\n") == LONG


def test_teasers_of_other_articles_inside_an_article_are_left_out_and_said() -> None:
    card = "<article class='card'><h3>Tides</h3></article>"
    intake = only(read, page(f"<article>{BODY}{card}{card}</article>"), "a.html")
    assert "Tides" not in intake.record.article.text
    assert "left out inside the article: 2 (article card, article card)" in intake.warnings


def test_lists_of_links_inside_an_article_are_left_out_and_said_but_no_paragraph_with_links() -> None:
    more = "".join(f"<li><a href='/{place}'>Another story</a></li>" for place in range(5))
    told = "<p>Read " + ", ".join(f"<a href='/{place}'>page {place}</a> of the report" for place in range(5)) + ".</p>"
    intake = only(
        read, page(f"<main>{BODY}{told}<div class='more'><h4>More</h4><ul>{more}</ul></div></main>"), "a.html"
    )
    assert intake.record.article.text.split("\n\n")[-1].startswith("Read page 0 of the report, page 1")
    assert intake.warnings == ("left out inside the article: 1 (div more)",)


def test_readings_above_words_marks_of_lists_and_deleted_words_are_no_words() -> None:
    body = (
        "<ruby>東<rp>(</rp><rt>ひがし</rt><rp>)</rp></ruby> <span style='mso-list:Ignore'>1.</span>a "
        "<del>b</del><ins>c</ins><span class='visually-hidden'>d</span><amp-ad>e</amp-ad>"
    )
    intake = only(read, page(f"<article><p>{body} and words enough to hold most of it.</p></article>"), "a.html")
    assert intake.record.article.text == "東 a c and words enough to hold most of it."
    assert intake.warnings == ("left out inside the article: 2 (del, span visually-hidden)",)


def test_what_a_saved_page_keeps_in_a_shadow_is_seen_and_a_frameset_has_no_text() -> None:
    assert text(page("<article><template shadowrootmode='open'><p>seen</p></template></article>")) == "seen"
    frames = b"<html><frameset><frame src='a'><noframes><body>Your browser</body></noframes></frameset></html>"
    assert fault(read, frames, "a.html").trouble.what == "there is no text in the file"


def test_a_paragraph_that_stands_alone_in_a_cell_ends_no_line() -> None:
    rows = "<tr><td><p>a</p></td><td> <p>b</p> </td></tr><tr><td>c<p>d</p> </td><td><p>e</p><p>f</p></td></tr>"
    assert text(page(f"<article><table>{rows}</table><p>g</p></article>")) == "a\tb\nc\n\nd\n\ne\n\nf\n\ng"


def test_what_is_not_seen_is_left_out() -> None:
    body = (
        "<p>Seen.</p><p hidden>1</p><p style='color:red; display: none'>2</p><script>3</script><form>4</form><!-- 5 -->"
    )
    assert text(page(f"<article>{body}<template>6</template><p>Too.</p></article>")) == "Seen.\n\nToo."


def test_quotation_marks_of_q_elements_are_written_out_and_counted() -> None:
    intake = only(read, page("<article><p>He said <q>no, <q>never</q></q>.</p></article>"), "a.html")
    assert intake.record.article.text == "He said “no, ‘never’”."
    assert intake.changes == {"quotation_mark_element": 2}


def test_the_headline_is_part_of_the_text_wherever_it_stands() -> None:
    body = f"<h1>{TITLE}</h1><div itemprop='articleBody'>{BODY}</div>"
    assert text(page(body)).startswith(f"{TITLE}\n\nPORT ELLERY")


def test_text_behind_a_comment_counts_where_the_article_is_sought() -> None:
    body = "".join(f"<div><!-- -->{paragraph}</div>" for paragraph in PARAGRAPHS)
    menu = "<div id='menu'><p>All about the sea and its ships, day by day</p></div>"
    found = text(page(f"{menu}<div id='c'>{body}</div>"))
    assert [line for line in found.split("\n") if line] == list(PARAGRAPHS)


def test_comments_beside_the_densest_block_are_passed_over() -> None:
    found = text(page(f"<div><!-- begin --><div>{BODY}</div><!-- end --></div>{JUNK_AFTER}"))
    assert found == "\n\n".join(PARAGRAPHS)


def test_a_page_whose_body_names_its_sidebar_is_no_sidebar() -> None:
    data = page("").replace(b"<body>", f"<body class='sidebar-left'><div id='c'>{BODY}</div>".encode())
    intake = only(read, data, "a.html")
    assert intake.warnings == ("article found by: densest block",)


def test_the_user_may_pick_another_block() -> None:
    data = page(
        f"<article>{BODY}</article><div id='other'><p>The other story of the day, told here at some length.</p></div>"
    )
    found = blocks(io.BytesIO(data))
    other = next(candidate for candidate in found if candidate.words.startswith("The other"))
    assert text(data, ReadOptions(block=other.path)) == "The other story of the day, told here at some length."


@pytest.mark.parametrize("path", ["/html/body/p[9]", "not a [path", "string(//p)"])
def test_a_block_that_is_not_there_is_refused(path: str) -> None:
    assert fault(read, page("<p>x</p>"), "a.html", ReadOptions(block=path)).trouble.value == path


def test_json_ld_goes_before_meta_tags_and_says_so() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "no"},
            {
                "@type": ["NewsArticle"],
                "headline": "The headline",
                "author": [{"name": "Mara Quill"}, "Tom Ashe"],
                "publisher": {"name": "Ellery Post"},
                "datePublished": "2025-09-06T10:00:00Z",
                "inLanguage": "en-GB",
                "url": "https://post.example/a",
            },
        ]
    }
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script><meta property='og:title' content='Other'>"
    found = meta(head)
    assert (found.title, found.byline, found.outlet) == ("The headline", "Mara Quill, Tom Ashe", "Ellery Post")
    assert (found.published, found.language, found.url) == (
        "2025-09-06T10:00:00+00:00",
        "en-GB",
        "https://post.example/a",
    )
    assert found.extra["authors"] == ["Mara Quill", "Tom Ashe"]
    origins = found.extra["origins"]
    assert isinstance(origins, dict)
    assert origins["title"] == "JSON-LD headline"


def test_json_ld_is_read_through_references_graphs_and_wrappers() -> None:
    graph = [
        {"@type": "Organization", "@id": "#o", "name": "Ellery Post"},
        {"@type": "Person", "@id": "#p", "name": "Mara Quill"},
        {
            "@type": ["WebPage"],
            "mainEntity": {
                "@type": "NewsArticle",
                "headline": "Ferries",
                "author": [{"@id": "#p"}, {"@type": "Person", "name": ["Tom Ashe"]}],
                "publisher": {"@id": "#o"},
                "isAccessibleForFree": "False",
            },
        },
    ]
    data = json.dumps([*graph[:2], graph[2]])
    head = f'<script type="application/ld+json; charset=utf-8">//<![CDATA[\n{data}\n//]]></script>'
    intake = only(read, page("<article>Some words.</article>", head), "a.html")
    found = intake.record.article.meta
    assert (found.title, found.byline, found.outlet) == ("Ferries", "Mara Quill, Tom Ashe", "Ellery Post")
    assert intake.warnings == ("the page says that it is not free to read: look whether all of the article is there",)


def test_metadata_come_from_tags_and_from_the_address_where_there_is_nothing_better() -> None:
    head = (
        "<title>Rain - Ellery Post</title><meta property='og:site_name' content='Ellery Post'>"
        "<link rel='canonical' href='https://www.post.example/2025/09/06/rain'>"
    )
    found = meta(head)
    assert (found.title, found.outlet, found.published) == ("Rain", "Ellery Post", "2025-09-06")
    assert found.extra["origins"] == {
        "outlet": "meta og:site_name",
        "url": "link canonical",
        "title": "title",
        "language": "html lang",
        "published": "url",
    }


def test_what_the_page_does_not_tell_stays_empty() -> None:
    found = meta("<meta name='date' content='last Tuesday'><script type='application/ld+json'>{broken</script>")
    assert (found.title, found.byline, found.published, found.agency) == ("", "", "", "")
    assert found.extra["published_raw"] == "last Tuesday"


def test_a_time_beside_the_article_is_no_date_of_its_publication() -> None:
    clock, changed = "<nav><time datetime='2025-09-09'></nav>", "<time datetime='2025-09-08'>"
    assert meta("", f"{clock}<p>Some words.</p>").published == ""
    assert meta("", f"{clock}<p>Some words.</p>{changed}").published == "2025-09-08"
    told = "<time itemprop='datePublished' datetime='2025-09-06'>"
    assert meta("", f"{clock}<p>Some words.</p>{changed}{told}").published == "2025-09-06"


def test_blocks_beside_the_article_are_known_by_names_in_other_languages_too() -> None:
    blocks_beside = "".join(f"<div class='box {name}'>x</div>" for name in ("anzeige", "commentaires", "relacionadas"))
    assert text(page(f"<article>{BODY}{blocks_beside}</article>")).split("\n\n") == list(PARAGRAPHS)


def test_byline_dateline_and_agency_are_read_from_the_first_lines() -> None:
    found = meta("", f"<article><h1>{TITLE}</h1><p>{BYLINE}</p>{BODY}</article>")
    assert (found.byline, found.dateline, found.agency) == (BYLINE, "PORT ELLERY", "ANI")
    assert found.extra["authors"] == ["Mara Quill", "Tom Ashe"]


def test_a_declared_encoding_counts_where_utf_8_does_not_fit() -> None:
    declared = "<html><head><meta charset='windows-1251'></head><body><p>Привет, сказал он.</p></body></html>"
    assert text(declared.encode("cp1251")) == "Привет, сказал он."
    latin = "<html><head><meta charset='iso-8859-1'></head><body><p>“Olé”</p></body></html>"
    assert text(latin.encode("cp1252")) == "“Olé”"


def test_an_encoding_may_be_declared_far_behind_styles_and_scripts() -> None:
    head = f"<html><head><style>{'x' * 100_000}</style><meta charset='windows-1251'></head>"
    assert text(f"{head}<p>Он сказал: «Мы не уйдём».</p></html>".encode("cp1251")) == "Он сказал: «Мы не уйдём»."


def test_without_a_declaration_the_error_proposes_an_encoding() -> None:
    error = fault(read, "<p>“Olé”</p>".encode("cp1252"), "a.html")
    assert "windows-1252" in error.trouble.remedy


def test_a_nul_becomes_a_replacement_character_and_is_counted() -> None:
    intake = only(read, b"<p>a\0b</p>", "a.html")
    assert (intake.record.article.text, intake.changes["nul"]) == ("a\ufffdb", 1)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "there is no page in the file"),
        (b"   ", "there is no page in the file"),
        (b"<html><body><script>x</script></body></html>", "there is no text in the file"),
        (b"<div>" * 50_000 + b"deep", "the page is nested too deeply"),
        (b"<p>" + b"word " * 2_100_000, "a text or an address in the page is too long"),
    ],
)
def test_a_page_that_cannot_be_read_costs_one_clear_error(data: bytes, what: str) -> None:
    error = fault(read, data, "a.html")
    assert (error.trouble.what, error.trouble.file) == (what, "a.html")


def test_remote_and_local_addresses_are_never_fetched() -> None:
    body = (
        "<base href='https://evil.example/'><meta http-equiv='refresh' content='0;url=//evil.example/'>"
        "<img src='file:///etc/passwd'><link rel='stylesheet' href='//evil.example/x.css'>"
        "<iframe src='https://evil.example'></iframe><p>Only this.</p>"
    )
    assert text(page(body)) == "Only this."


def test_entities_of_a_doctype_are_not_expanded() -> None:
    data = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a &x; b</p></body></html>'
    assert "root:" not in text(data)


def stated(body: str) -> str:
    data = {"@type": "NewsArticle", "headline": "Ferry", "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


WALL = "<main><h2>Subscribe</h2><p>“We stay,” Ada said.</p></main>"
BEHIND = "The council left before noon, as councils do when it rains."


def test_a_page_that_shows_less_than_half_of_what_its_json_ld_holds_is_read_from_there_and_says_so() -> None:
    intake = only(read, page(WALL, stated(f"“We stay,” Ada said.\n{BEHIND}")), "a.html")
    assert intake.record.article.text == f"Ferry\n\n“We stay,” Ada said.\n{BEHIND}"
    assert "articleBody of JSON-LD" in intake.warnings[0]
    marked = page(WALL, stated(f"<p>“We stay,” Ada &amp; Bo said.</p><p>{BEHIND}</p>"))
    assert text(marked) == f"Ferry\n\n“We stay,” Ada & Bo said.\n\n{BEHIND}"


def test_markup_in_the_json_ld_that_cannot_be_read_takes_nothing_from_what_the_page_shows() -> None:
    deep = "<div>" * 5_000 + BEHIND
    assert text(page(WALL, stated(deep))) == "Subscribe\n\n“We stay,” Ada said."


def test_what_a_page_shows_goes_before_what_its_json_ld_holds() -> None:
    shown = "<article><p>“We stay,” Ada said.</p></article>"
    assert text(page(shown, stated("“We stay,” Ada said. It rained."))) == "“We stay,” Ada said."
    chosen = only(read, page(shown, stated("It rained. " * 9)), "a.html", ReadOptions(block="//article"))
    assert chosen.record.article.text == "“We stay,” Ada said."


def test_a_page_laid_out_by_a_table_loses_the_cells_beside_the_article() -> None:
    sentences = "<br><br>".join(["“We stay,” the harbour chief said on Monday."] * 3)
    cells = f"<td><a>One</a><br><a>Two</a></td><td><h1>Ferry</h1>{sentences}</td><td><a>Ad</a></td>"
    assert text(page(f"<table><tr><td colspan=3><a>Home</a></td></tr><tr>{cells}</tr></table>")).startswith(
        "Ferry\n\n“We"
    )
    assert "Ad" not in text(page(f"<table><tr>{cells}</tr></table>"))
