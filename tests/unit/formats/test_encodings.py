"""Bytes of many encodings: never read wrongly in silence, proposed rightly, with the words to choose by."""

from __future__ import annotations

import pytest

from formats.encodings import decoded, encoding_choices
from models.errors import UserError

WESTERN = "Café “Noël” says: “Já não há barcos”, he’s gone – really… costs €5."
RUSSIAN = "Начальник порта сказал, что паром не пойдёт до весны. Никто не ответил на вопрос."
JAPANESE = "港長は「春まで船は出ない」と述べた。誰も答えなかった。"
CHINESE = "港务长说：“春天之前不会有渡轮。”没有人回答。"
POLISH = "Kapitan portu powiedział: „Żaden prom nie wypłynie przed wiosną”. Łódź, ścieżka, źdźbło."
ARABIC = "قال رئيس الميناء إن العبارة لن تبحر قبل الربيع"
GREEK = "Ο λιμενάρχης είπε ότι κανένα πλοίο δεν θα αποπλεύσει"
HINDI = "बंदरगाह प्रमुख ने कहा कि वसंत से पहले कोई नौका नहीं चलेगी"

SAMPLES = [
    (WESTERN, "cp1252"),
    (WESTERN, "mac-roman"),
    (WESTERN, "utf-16-le"),
    (WESTERN, "utf-16-be"),
    (WESTERN, "utf-32-le"),
    (WESTERN, "utf-32-be"),
    ("He said “no” to all of it, and left.", "cp1252"),
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "utf-16-le"),
    (RUSSIAN, "utf-16-be"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "utf-16-le"),
    (CHINESE, "gb18030"),
    (CHINESE, "big5"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859-2"),
    (ARABIC, "cp1256"),
    (GREEK, "cp1253"),
    (HINDI, "utf-16-le"),
]


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(("text", "encoding"), SAMPLES)
def test_no_encoding_is_taken_for_utf_8_and_the_right_one_is_proposed_first(
    text: str, encoding: str, times: int
) -> None:
    data = f"{text}\n".encode(encoding, "ignore") * times
    with pytest.raises(UserError, match="choose its encoding") as caught:
        decoded(data)
    first = encoding_choices(data)[0]
    assert data.decode(first.name) == data.decode(encoding)
    assert first.name in caught.value.trouble.remedy
    assert decoded(data, first.name) == data.decode(encoding)


def test_each_choice_reads_the_whole_file_and_shows_the_words_around_the_byte_in_doubt() -> None:
    data = b"Plain words. " * 3000 + "“Café”, he said.".encode("cp1252")
    choices = encoding_choices(data)
    assert len(choices) > 5
    assert len({choice.name for choice in choices}) == len(choices)
    for choice in choices:
        assert choice.words in data.decode(choice.name)
    assert "“Café”, he said." in choices[0].words


@pytest.mark.parametrize(
    "data", [b"", b"plain", "“Café”".encode(), "“Café”".encode("utf-16"), WESTERN.encode("utf-32")]
)
def test_where_a_mark_or_utf_8_settles_it_there_is_nothing_to_choose(data: bytes) -> None:
    assert encoding_choices(data) == ()


def test_a_file_of_two_encodings_is_refused_with_the_first_byte_that_does_not_fit() -> None:
    data = "“Yes”, said Noël. ".encode() * 5 + "“No”".encode("cp1252")
    with pytest.raises(UserError, match="it seems to mix encodings") as caught:
        decoded(data)
    assert caught.value.trouble.value == f"byte 0x93 at offset {data.index(0x93.to_bytes() + b'No')}"


def test_tables_of_digits_are_no_utf_16() -> None:
    assert decoded(b"1\t2\t3\n4\t5\t6\n") == "1\t2\t3\n4\t5\t6\n"
    assert decoded(b"a\0b" * 3) == "a\0b" * 3
