"""Captions as editors bring them: whatever was typed around the words, readers get the words and their times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.newsroom.captions import CaptionsRefused, Cue, cues_in, decoded, transcript, webvtt

SUBRIP = """1
00:00:01,000 --> 00:00:03,500
افتُتح الجسر الجديد
فوق النهر صباح اليوم.

2
00:00:04,250 --> 00:00:06,000
وقالت المهندسة: «انتظرناه عشر سنوات».
"""
BRIDGE = (
    Cue(1000, 3500, "افتُتح الجسر الجديد\nفوق النهر صباح اليوم."),
    Cue(4250, 6000, "وقالت المهندسة: «انتظرناه عشر سنوات»."),
)
WEBVTT = """WEBVTT - الجسر
Kind: captions

STYLE
::cue { color: yellow }

REGION
id:fred width:40%

NOTE كتبها قسم الفيديو
في سطرين

المقدمة
00:01.000 --> 00:03.500 line:0 position:20%
<c.yellow>افتُتح الجسر الجديد</c>
<i>فوق النهر</i> <00:00:02.000>صباح اليوم.

NOTE

00:00:04.250 --> 00:00:06.000
وقالت المهندسة: «انتظرناه عشر سنوات».
"""
# Words as they stand in a cue after reading: no space at the ends, none twice, nothing unseen.
PLAIN = st.text("ابتثجسلم ؟!.»«abc<>&;#/-:{}0123456789\N{ZERO WIDTH NON-JOINER}", min_size=1, max_size=60)
TYPED = st.lists(
    st.sampled_from(["\n", "\n\n", " ", "1", ":", ",", "<", ">", "&", "{", "\\", "}", "-->", "00:01", "NOTE", "<b>",
                     "00:00:02,500 --> 00:00:03,000\n", "WEBVTT\n\n", "<v سلمى>", "</v>", "{\\an8}", "&lt;",
                     "&#x202e;", "\u202e", "\x00", "\r\n", "جسر", "\u2028", "\ufeff", "&amp;"]),
    max_size=12,
).map("".join)  # fmt: skip


def one_cue(words: str) -> str:
    """Return what is read of a cue of these words."""
    (cue,) = cues_in(f"00:01.000 --> 00:02.000\n{words}\n")
    return cue.text


def refusal_of(text: str) -> tuple[str, int]:
    with pytest.raises(CaptionsRefused) as refusal:
        cues_in(text)
    return refusal.value.code, refusal.value.line


@pytest.mark.parametrize(
    "text",
    [
        SUBRIP,
        WEBVTT,
        "\ufeff" + SUBRIP,
        SUBRIP.replace("\n", "\r\n"),
        SUBRIP.replace("\n", "\r"),
        SUBRIP.replace("1\n00", "00").replace("2\n00", "00"),
        SUBRIP.replace(",", "."),
        SUBRIP.replace(" --> ", "-->"),
        SUBRIP.replace("00:00:01,000", " 0 : 00 : 01 , 0 "),
        SUBRIP.replace("00:00:", "00:"),
        SUBRIP.replace("\n\n", "\n"),
        SUBRIP.replace("\n\n", "\n \t\n\n"),
        SUBRIP.replace("03,500", "03,500  X1:040 X2:600 Y1:020 Y2:050"),
        WEBVTT.replace(" - الجسر", ""),
        "WEBVTT\n" + WEBVTT[WEBVTT.index("00:01") :],
    ],
    ids=["SubRip", "WebVTT", "byte order mark", "Windows", "old Mac", "without numbers", "points", "tight", "spaced",
         "without hours", "without empty lines", "with many", "coordinates", "bare signature", "tight signature"],
)  # fmt: skip
def test_both_formats_are_read_however_they_were_typed(text: str) -> None:
    cues = cues_in(text)

    assert cues == BRIDGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_arabic_is_read_in_every_encoding_it_is_written_in(encoding: str) -> None:
    text = decoded(SUBRIP.encode(encoding))

    assert text == SUBRIP


def test_utf_16_is_read_in_both_orders() -> None:
    assert decoded(b"\xfe\xff" + SUBRIP.encode("utf-16-be")) == SUBRIP


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"\xef\xbb\xbfone\ntwo\n\xff", 3), (b"\xff\xfe" + "a\nb\n".encode("utf-16-le") + b"\x01", 3)],
    ids=["UTF-8", "UTF-16"],
)
def test_bytes_that_are_not_what_their_mark_says_are_refused(data: bytes, line: int) -> None:
    with pytest.raises(CaptionsRefused) as refusal:
        decoded(data)

    assert (refusal.value.code, refusal.value.line) == ("text", line)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("<b>عاجل</b> <I>الآن</I>", "عاجل الآن"),
        ('<font color="#ff0000">أحمر</font>', "أحمر"),
        ("<c.loud.red>صوت</c> <00:01.500>ثم", "صوت ثم"),
        ("{\\an8}في الأعلى {\\pos(10,20)}", "في الأعلى"),
        ("{{\\b}\\i}x", "i}x"),
        ("3 < 5 وبعدها > 2", "3 < 5 وبعدها > 2"),
        ("أهلاً &amp; سهلاً&nbsp;&lt;هنا&gt;", "أهلاً & سهلاً <هنا>"),
        ("&lrm;GTFS&rlm;", "\N{LEFT-TO-RIGHT MARK}GTFS\N{RIGHT-TO-LEFT MARK}"),
        ("&lt;b&gt;", "<b>"),
        ("&amp;lt;", "&lt;"),
        ("خانه\N{ZERO WIDTH NON-JOINER}ها", "خانه\N{ZERO WIDTH NON-JOINER}ها"),
        ("قبل\u202eبعد\u202c \u2067ثم\u2069 &#x202e;", "قبلبعد ثم"),
        ("ن\x00ص\x07", "نص"),
        ("  مسافات \t  كثيرة  ", "مسافات كثيرة"),
        ("أول\nثان\nثالث\nرابع\nخامس", "أول\nثان\nثالث رابع خامس"),
    ],
)
def test_only_the_words_are_kept_of_a_cue(typed: str, words: str) -> None:
    assert one_cue(typed) == words


def test_a_speaker_is_named_once_until_another_speaks() -> None:
    typed = ["<v سلمى>هل وصل القطار؟</v>", "<v.loud سلمى>لم أره.", "<v عمر>وصل.\n<v سلمى>حقاً؟", "صفير", "<v سلمى>وصل!"]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:0{at}.000 --> 00:0{at + 1}.000\n{words}" for at, words in enumerate(typed))

    words = [cue.text for cue in cues_in(text)]

    assert words == [
        "سلمى: هل وصل القطار؟", "لم أره.", "عمر: وصل.\nسلمى: حقاً؟", "صفير", "سلمى: وصل!",
    ]  # fmt: skip


def test_a_cue_of_which_nothing_is_seen_is_left_out() -> None:
    cues = cues_in(f"00:00.000 --> 00:00.500\n<b> </b>\N{LEFT-TO-RIGHT MARK}\n\n{SUBRIP}")

    assert cues == BRIDGE


def test_cues_may_be_shown_at_the_same_time() -> None:
    cues = cues_in("00:01.000 --> 00:09.000\nأول\n\n00:01.000 --> 00:03.000\nثان\n\n00:02.000 --> 00:03.000\nثالث")

    assert [cue.text for cue in cues] == ["أول", "ثان", "ثالث"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 1),
        ("WEBVTT\n\nNOTE لا شيء بعد\n", "empty", 1),
        ("00:01.000 --> 00:02.000\n<b></b>\n", "empty", 1),
        ("خبر عادي", "text", 1),
        (SUBRIP + "\nسطر بلا وقت\n", "text", 10),
        (SUBRIP.replace("الجديد\n", "الجديد\n\n"), "text", 5),
        (SUBRIP.replace("2\n", "ثانياً\n"), "text", 6),
        (SUBRIP.replace("00:00:04,250", "00:00:x4,250"), "time", 7),
        (SUBRIP.replace("00:00:04,250", "00:61:04,250"), "time", 7),
        (SUBRIP.replace("00:00:04,250 -->", "00:00:04,250 -->  -->"), "time", 7),
        (SUBRIP.replace("النهر", "النهر -->"), "time", 4),
        (SUBRIP.replace("00:00:06,000", "12:00:00,001"), "time", 7),
        (SUBRIP.replace("00:00:06,000", "00:00:04,250"), "order", 7),
        (SUBRIP.replace("00:00:04,250", "00:00:00,999"), "order", 7),
        (SUBRIP + "\n00:07.000 --> 00:08.000\n" + "ن" * 501, "long", 10),
        (SUBRIP + "\n00:07.000 --> 00:08.000\n" + "<b>" * 2000 + "ن", "long", 10),
        ("ن" * 2_000_001, "long", 1),
    ],
)
def test_captions_that_cannot_be_taken_are_refused_with_their_line(text: str, code: str, line: int) -> None:
    assert refusal_of(text) == (code, line)


@pytest.mark.parametrize(
    ("count", "words", "refusal"),
    [(5_001, "نعم", ("many", 15_001)), (601, "ن" * 500, ("long", 1_801))],
    ids=["cues", "characters"],
)
def test_there_is_an_end_to_cues_and_characters(count: int, words: str, refusal: tuple[str, int]) -> None:
    cue = f"00:01.000 --> 00:02.000\n{words}\n\n"

    assert len(cues_in(cue * (count - 1))) == count - 1
    assert refusal_of(cue * count) == refusal


def test_webvtt_holds_times_and_words_and_nothing_else() -> None:
    text = webvtt(cues_in(WEBVTT))

    assert text == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:03.500\nافتُتح الجسر الجديد\nفوق النهر صباح اليوم.\n\n"
        "00:00:04.250 --> 00:00:06.000\nوقالت المهندسة: «انتظرناه عشر سنوات».\n"
    )


def test_no_words_can_end_their_cue_or_open_a_tag() -> None:
    text = webvtt([Cue(0, 1000, "<script>\n\n00:05.000 --> 00:06.000\n&amp;")])

    assert text == ("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n&lt;script&gt;\n00:05.000 --&gt; 00:06.000\n&amp;amp;\n")


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 9000), PLAIN, PLAIN), min_size=1, max_size=8))
def test_written_cues_are_read_as_they_were(drawn: list[tuple[int, int, str, str]]) -> None:
    moment, cues = 0, []
    for pause, length, first, second in drawn:
        moment += pause
        words = "\n".join(" ".join(line.split()) for line in (f"أ{first}", f"ب{second}"))
        cues.append(Cue(moment, moment + length, words))

    assert cues_in(webvtt(cues)) == tuple(cues)


@given(st.lists(st.text(max_size=40) | TYPED, min_size=1, max_size=5))
def test_words_are_stable_after_one_writing(words: list[str]) -> None:
    once = webvtt(Cue(at, at + 1, f"ن{text}") for at, text in enumerate(words))

    cues = cues_in(once)

    assert len(cues) == len(words)
    assert webvtt(cues) == once


@given(TYPED | st.text(max_size=300))
def test_whatever_is_typed_there_are_cues_or_a_refusal_with_a_line(text: str) -> None:
    try:
        cues = cues_in(text)
    except CaptionsRefused as refusal:
        assert 1 <= refusal.line <= len(text) + 1
    else:
        assert cues_in(webvtt(cues)) == cues


@given(st.binary(max_size=60), st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]))
def test_whatever_bytes_come_they_are_text_or_refused(data: bytes, mark: bytes) -> None:
    try:
        text = decoded(mark + data)
    except CaptionsRefused as refusal:
        assert refusal.code == "text"
    else:
        assert text.encode().decode() == text


def test_a_transcript_reads_on_until_a_pause() -> None:
    cues = (Cue(0, 2000, "افتُتح الجسر\nاليوم."), Cue(2500, 4000, "وعبره ألف."), Cue(6000, 7000, "ثم نزل المطر."))

    assert transcript(cues) == ("افتُتح الجسر اليوم. وعبره ألف.", "ثم نزل المطر.")


def test_a_pause_counts_from_the_last_words_to_go() -> None:
    cues = (Cue(0, 9000, "طويل"), Cue(1000, 2000, "قصير"), Cue(9500, 9900, "تالٍ"))

    assert transcript(cues) == ("طويل قصير تالٍ",)


@pytest.mark.parametrize("end", [".", "؟", "!", "…", ".»"])
def test_a_long_paragraph_of_a_transcript_ends_with_its_sentence(end: str) -> None:
    sentence = " ".join(["كلمة"] * 30)
    texts = [sentence, f"{sentence} و", f"ختام{end}", "بداية"]
    cues = [Cue(at, at + 1, text) for at, text in enumerate(texts)]

    paragraphs = transcript(cues)

    assert paragraphs == (f"{sentence} {sentence} و ختام{end}", "بداية")


def test_a_short_paragraph_goes_on_over_its_sentences() -> None:
    cues = [Cue(at, at + 1, "نعم.") for at in range(59)]

    assert len(transcript(cues)) == 1


def test_no_cues_make_an_empty_transcript() -> None:
    assert transcript(()) == ()
