"""E-mails and saved pages: every character, the plain part first, headers as metadata."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from formats.mail import read
from tests.unit.formats.probes import BYLINE, PARAGRAPHS, PROBES, TITLE, compare_with_golden, fault, only

BODY = "\n".join((BYLINE, *PARAGRAPHS)) + "\n"
PAGE = (
    f"<html lang='en'><body><article><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in (BYLINE, *PARAGRAPHS))}</article>"
)


def mail(encoding: str = "base64") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "Desk 4 <desk@post.example>"
    message["Date"] = "Sat, 06 Sep 2025 10:00:00 +0200"
    message.set_content(BODY, cte=encoding)
    return message


def test_every_probe_survives_in_a_mail() -> None:
    message = mail()
    message.add_alternative("<p>The page instead.</p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    message.set_boundary("b1")
    intake = only(read, message.as_bytes(), "a.eml")
    assert intake.record.article.text == BODY
    assert all(probe in f"{TITLE}{intake.record.article.text}" for probe in PROBES)
    assert intake.warnings == ("left out: 1 attachments",)
    compare_with_golden(intake, "eml")


def test_every_probe_survives_in_a_saved_page() -> None:
    message = EmailMessage()
    message["Subject"] = "The title of the window"
    message["Snapshot-Content-Location"] = "https://post.example/2025/09/06/ferry"
    message["MIME-Version"] = "1.0"
    message.set_content(PAGE, subtype="html", cte="quoted-printable")
    message.add_related("Not this.", subtype="plain")
    message.set_boundary("b1")
    intake = only(read, message.as_bytes(), "a.mhtml")
    assert intake.record.article.text.split("\n\n") == [TITLE, BYLINE, *PARAGRAPHS]
    assert intake.record.article.meta.url == "https://post.example/2025/09/06/ferry"
    compare_with_golden(intake, "mhtml")


def test_headers_give_title_and_date_and_the_sender_is_no_author() -> None:
    meta = only(read, mail("quoted-printable").as_bytes(), "a.eml").record.article.meta
    assert (meta.title, meta.published, meta.byline) == (TITLE, "2025-09-06T10:00:00+02:00", BYLINE)
    assert meta.extra["sender"] == "Desk 4 <desk@post.example>"


def test_what_a_saved_page_says_of_itself_goes_before_when_and_by_what_it_was_saved() -> None:
    head = b"From: <Saved by Blink>\nSubject: Window\nDate: Sat, 06 Sep 2025 10:00:00 +0200\n"
    head += b"Snapshot-Content-Location: https://post.example/a\nContent-Type: text/html; charset=utf-8\n\n"
    page = f"<head><title>Ferries</title><meta name='date' content='2025-09-01'></head>{PAGE}"
    meta = only(read, head + page.encode(), "a.mhtml").record.article.meta
    assert (meta.title, meta.published) == (TITLE, "2025-09-01")
    assert meta.extra["retrieved"] == "2025-09-06T10:00:00+02:00"
    assert "sender" not in meta.extra


def test_lines_that_were_broken_for_the_way_are_joined_as_the_mail_says() -> None:
    def found(lines: str, more: str = "") -> str:
        head = f"Subject: x\nContent-Type: text/plain; charset=utf-8; format=flowed{more}\n\n"
        return only(read, (head + lines).encode(), "a.eml").record.article.text

    assert found("“We \nstay,” \nhe said.\n\n> asked \n> once\n>> twice\n From \n\nEnd\n-- \nAda") == (
        "“We stay,” he said.\n\n> asked once\n>> twice\nFrom \n\nEnd\n-- \nAda"
    )
    assert found("wo \nrd and  \nword", "; delsp=yes") == "word and word"


def test_all_plain_parts_are_the_text_and_attached_messages_are_counted() -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content("One.\n")
    message.add_attachment(b"", maintype="image", subtype="png", disposition="inline")
    message.add_attachment("Two.\n", disposition="inline")
    message.add_attachment(mail())
    intake = only(read, b"\xef\xbb\xbf" + message.as_bytes(), "a.eml")
    assert intake.record.article.text == "One.\n\nTwo.\n"
    assert intake.warnings == ("left out: 1 attached messages",)


def test_a_mail_that_only_carries_another_is_read_from_there() -> None:
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.add_attachment(mail())
    intake = only(read, outer.as_bytes(), "a.eml")
    assert (intake.record.article.text, intake.warnings) == (BODY, ())


@pytest.mark.parametrize(("empty", "kind"), [("\n", "plain"), ("<html><body><p></p></body></html>\n", "html")])
def test_a_mail_that_carries_another_may_have_an_empty_text_of_its_own(empty: str, kind: str) -> None:
    outer = EmailMessage()
    outer.set_content(empty, subtype=kind)
    outer.add_attachment(mail())
    assert only(read, outer.as_bytes(), "a.eml").record.article.text == BODY


@pytest.mark.parametrize("plain", ["\n", "Look at this in your browser.\n"])
def test_a_page_is_read_where_the_plain_part_says_next_to_nothing(plain: str) -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content(plain)
    message.add_alternative(PAGE, subtype="html")
    assert only(read, message.as_bytes(), "a.eml").record.article.text.endswith(PARAGRAPHS[-1])


@pytest.mark.parametrize(
    ("charset", "words"), [("iso-8859-1", "“Olé”"), ("windows-1251", "Привет"), ("iso-2022-jp", "日本")]
)
def test_the_declared_charset_counts(charset: str, words: str) -> None:
    codec = {"iso-8859-1": "cp1252"}.get(charset, charset)
    data = f"Subject: x\nContent-Type: text/plain; charset={charset}\n\n".encode() + words.encode(codec)
    assert only(read, data, "a.eml").record.article.text == words


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not an e-mail: it begins without headers"),
        (b"\n\nbody", "not an e-mail: it begins without headers"),
        (b"Subject: x\nContent-Type: image/png\n\nx", "the e-mail has no text"),
        (b"Subject: x\n\n", "there is no text in the file"),
        (b"Subject: x\nContent-Type: text/plain; charset=undefined\n\n\x81", "not a text in UTF-8"),
    ],
)
def test_a_bad_mail_costs_one_clear_error(data: bytes, what: str) -> None:
    error = fault(read, data, "a.eml")
    assert (error.trouble.what, error.trouble.file) == (what, "a.eml")


def test_damaged_headers_are_passed_over() -> None:
    data = b"Subject: =?utf-8?b?A?=\nDate: soon\nFrom: =?x-unknown?q?=FF?=\n\nwords"
    meta = only(read, data, "a.eml").record.article.meta
    assert (meta.published, meta.extra.get("published_raw")) == ("", "soon")


def test_a_header_without_end_is_passed_over() -> None:
    raw = b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\nDate: Sat, 06 Sep 2025 10:00:00 +0200\n\nWords."
    meta = only(read, raw, "a.eml").record.article.meta
    assert (meta.title, meta.published) == ("", "2025-09-06T10:00:00+02:00")
