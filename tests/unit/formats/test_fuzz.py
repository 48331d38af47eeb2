"""No reader fails in any other way than with a UserError, whatever bytes it is given: noise, and damaged good files."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats import registry
from formats.interface import ReadOptions
from models.errors import UserError
from models.invariants import faults
from models.records import Intake
from models.scheme import default_scheme
from tests.folders import MemoryFolder
from tests.unit.formats import (
    test_archives,
    test_brat,
    test_docx,
    test_foreign,
    test_mail,
    test_odt,
    test_pdf,
    test_webanno,
)
from tests.unit.formats.probes import GOLDEN, PARAGRAPHS, TITLE
from tests.unit.formats.test_press_databases import NEXIS_UNI, PROQUEST
from tests.unit.formats.test_rtf import HEAD

NATIVE = (
    b'{"text":"Ada said no.","annotator":"ana","spans":[{"id":"s1","label":"cue","fragments":[[4,8]]}],'
    b'"links":[],"stances":[{"id":"t1","polarity":"against","evidence":["s1"]}]}\n'
)
PAGE = f"<html><body><nav>a</nav><article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><pre> x\n</pre></article></body></html>"
SEEDS: dict[str, list[bytes]] = {
    "inquit-jsonl": [NATIVE],
    "text": [PARAGRAPHS[3].encode(), PARAGRAPHS[1].encode("utf-16")],
    "html": [
        PAGE.encode(),
        b"<meta charset=windows-1252>" + PAGE.encode("cp1252", "xmlcharrefreplace"),
        f"<!-- a --><div class=a1><p>{PARAGRAPHS[0]}</p></div><!-- b --><div class=a2><p>c</p></div>".encode(),
    ],
    "docx": [test_docx.document(test_docx.paragraph(test_docx.run("words")), **{"docProps/core.xml": test_docx.CORE})],
    "odt": [
        test_odt.document("<text:p>words<text:s/></text:p>", **{"meta.xml": test_odt.META}),
        f"<office:document {test_odt.SPACES}><office:text><text:p>a<text:s text:c='3'/></text:p></office:text>"
        "</office:document>".encode(),
    ],
    "rtf": [(HEAD + r"a\'93\u8364?{\deleted b}\par c}").encode()],
    "mail": [
        test_mail.mail().as_bytes(),
        b"Subject: x\nContent-Type: text/html; charset=utf-8\n\n<p>a</p>",
        b"Subject: x\nContent-Type: text/plain; format=flowed\n\na \n> b \n> c\n",
    ],
    "table": [b'id,text,date\n1,"a ""b"" c",2025-01-01\n2,d,\n'],
    "json": [b'[{"text": "a", "date": "2025"}]', b'{"text": "a"}\n{"text": "b"}\n'],
    "pdf": [test_pdf.pdf(["words and", "more words"])],
    "epub": [test_archives.book("<p>Two.</p>")],
    "zip": [test_docx.archive({"a.txt": "One.", "b.html": "<p>Two.</p>"})],
    "press-database": [NEXIS_UNI.encode(), PROQUEST.encode()],
    "doccano": [test_foreign.lines(test_foreign.doccano_line(utf16=True))],
    "prodigy": [b'{"text":"a b","spans":[{"start":0,"end":1,"label":"cue"}],"relations":[],"answer":"accept"}'],
    "label-studio": [
        (
            b'[{"data":{"text":"a b"},"annotations":[{"completed_by":1,"result":[{"id":"x","type":"labels",'
            b'"value":{"start":0,"end":1,"text":"a","labels":["cue"]}}]}]}]'
        )
    ],
    "citron": [b'{"text":"a b","quotes":[{"contents":[{"start":0,"end":1}],"sources":[],"cue":null}]}'],
    "web-annotation": [test_foreign.lines(*test_foreign.ANNOTATIONS)],
    "conll": [b"Ada B-speaker\nsaid B-cue\n\nno O\n"],
    "uima-xmi": [(GOLDEN / "files" / "dkpro_cassis.xmi").read_bytes()],
    "webanno-tsv": [test_webanno.TSV.encode()],
    "brat": [test_docx.archive({"a.txt": test_brat.TEXT, "a.ann": test_brat.PLAIN})],
}
SLOW = settings(
    max_examples=int(os.environ.get("INQUIT_FUZZ", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def check(name: str, data: bytes, *, splits: bool = False) -> None:
    """Reads `data` to its end; what is read must satisfy every rule of a reading."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pypdf and others tell of what they mend
            items = list(registry.reader(name)(io.BytesIO(data), "a.bin", ReadOptions(splits=splits)))
    except UserError:
        return
    for item in items:
        if isinstance(item, Intake):
            record = item.record
            record.article.text.encode()
            assert faults(record.article.text, record.spans, record.links, record.stances, default_scheme()) == []


def damaged(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """Good files with a few places overwritten, cut out or filled with something else."""
    piece = st.one_of(
        st.binary(max_size=8), st.sampled_from([b"\0", b"<", b'"', b"\xff", b"99999999999", b"-1", b"{", b"["])
    )
    change = st.tuples(st.floats(0, 1), st.integers(0, 12), piece)

    def applied(seed: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
        data = bytearray(seed)
        for where, length, replacement in changes:
            start = int(where * len(data))
            data[start : start + length] = replacement
        return bytes(data)

    return st.builds(applied, st.sampled_from(seeds), st.lists(change, min_size=1, max_size=4))


def test_every_reader_has_a_seed() -> None:
    assert set(SEEDS) == {item.name for item in registry.FORMATS if item.reads}


def test_every_seed_is_read() -> None:
    without_text = ("web-annotation",)  # its text lies beside it
    for name, seeds in SEEDS.items():
        for seed in seeds:
            items = list(registry.reader(name)(io.BytesIO(seed), "a.txt", ReadOptions()))
            assert any(isinstance(item, Intake) for item in items) or name in without_text, (name, items)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_damaged_files_cost_nothing_but_a_user_error(name: str) -> None:
    run: Callable[[], None] = SLOW(given(damaged(SEEDS[name]))(lambda data: check(name, data)))
    run()


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_noise_costs_nothing_but_a_user_error(name: str) -> None:
    run: Callable[[], None] = SLOW(given(st.binary(max_size=200))(lambda data: check(name, data)))
    run()


MARKS = (
    *("Documents (2)", "End of Document", "Body", "1 of 2 DOCUMENTS", "HEADLINE: a", "LOAD-DATE: b", "Load-Date: c"),
    *(
        "12 words",
        "(c) 2025 P",
        "Document ELPOST0020250906el9600001",
        "AN\tDocument ELPOST0020250906el9600001",
        "HD\ta",
    ),
    *(
        "LP",
        "TD   b",
        "_" * 20,
        "Full text: x",
        "Title: y",
        "ProQuest document ID: 1",
        "Document 1 of 2",
        "WC\t2 words",
    ),
    *("Ada said no.", "", "6 September 2025", "Sept 31, 2025", "Section: N", "\u2028", "Classification", "AN"),
)


@pytest.mark.parametrize("name", ["press-database", "text"])
def test_the_marks_of_press_databases_in_any_order_cost_nothing_but_a_user_error(name: str) -> None:
    lines = st.lists(st.sampled_from(MARKS) | st.text(max_size=9), min_size=2, max_size=40)
    run: Callable[[], None] = SLOW(given(lines)(lambda found: check(name, "\n".join(found).encode(), splits=True)))
    run()


@SLOW
@given(st.text(alphabet="TERA#*:;0123456789 \t\nContentCueSource", max_size=200))
def test_noise_of_standoff_costs_nothing_but_a_user_error(lines: str) -> None:
    files = MemoryFolder({"text/a.txt": b"Ada said so, did she?", "attributions/a_x.ann": lines.encode()})
    for item in registry.folder_reader("brat")(files, ReadOptions(profile="polnear")):
        assert isinstance(item, (Intake, UserError))
