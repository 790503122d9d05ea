"""An event's standing in words, and the table it is printed in."""

import io
from datetime import date

import pytest
from rich.console import Console

from reportedly.cli.status import status
from reportedly.cli.table import CONTEXT, block, context, plain, show
from reportedly.model import (
    Actor,
    Claim,
    Document,
    Event,
    Failure,
    Granularity,
    Reading,
    Realis,
    RelatedLink,
    Span,
    Stance,
    When,
)

TEXT = "Zubrowka shelled Freedonia on Monday, the agency said."
DOCUMENT = Document("d1", TEXT, date(2024, 10, 23), title="Shelling")
ZUBROWKA = Actor(DOCUMENT.span(0, 8), "Zubrowka", "ZUB", ("GOV",))
FREEDONIA = Actor(DOCUMENT.span(17, 26), "Freedonia", "FRE")


def says(name: str | None, stance: Stance = Stance.ASSERTS, realis: Realis = Realis.ACTUAL, via: tuple[str, ...] = ()) -> Claim:
    """A claim of the speaker of that name; `None` is the report's own voice."""

    def actor(known: str) -> Actor:
        return Actor(Span(0, 8, known), known, None)

    return Claim(actor(name) if name else None, tuple(map(actor, via)), stance, realis, None, 0.9)


def event(*claims: Claim, document: Document = DOCUMENT, trigger: tuple[int, int] = (9, 16)) -> Event:
    """An event with these claims."""
    return Event(
        id="e",
        type="ASSAULT",
        modes=("heavy-weapons",),
        contexts=(),
        quad=4,
        score=-9.5,
        trigger=document.span(*trigger),
        sentence=document.span(0, len(document.text)),
        actors=(ZUBROWKA,),
        recipients=(FREEDONIA,),
        when=When(DOCUMENT.span(30, 36), date(2024, 10, 21), date(2024, 10, 21), Granularity.DAY, "weekday"),
        place=None,
        confidence=0.9,
        claims=claims,
    )


D, Q = Stance.DENIES, Stance.DOUBTS
PLANNED, POSSIBLE = Realis.PLANNED, Realis.POSSIBLE


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([], "no claim found"),
        ([says(None)], "report's own voice"),
        ([says("KCNA")], "KCNA says"),
        ([says("Reuters")], "Reuters says"),
        ([says("two officials")], "two officials say"),
        ([says("KCNA"), says("TASS")], "KCNA and TASS say"),
        ([says("KCNA"), says("TASS"), says("Xinhua")], "KCNA, TASS and Xinhua say"),
        ([says("KCNA"), says("KCNA")], "KCNA says"),
        ([says("the ministry", via=("Yonhap", "AP"))], "the ministry says, via Yonhap, via AP"),
        ([says("Freedonia"), says("Zubrowka", D)], "alleged by Freedonia; denied by Zubrowka"),
        ([says("Zubrowka", D), says("Freedonia")], "alleged by Freedonia; denied by Zubrowka"),
        ([says(None), says("Zubrowka", D)], "report's own voice; denied by Zubrowka"),
        ([says("Freedonia"), says(None, D)], "alleged by Freedonia; denied in the report's own voice"),
        ([says("Zubrowka", Q)], "doubted by Zubrowka"),
        ([says("Zubrowka", D), says("Lutz", D)], "denied by Zubrowka and Lutz"),
        ([says("A"), says("B", D), says("C", Q)], "alleged by A; denied by B; doubted by C"),
        ([says("Zubrowka", D, via=("AP",))], "denied by Zubrowka, via AP"),
        ([says(None, realis=PLANNED)], "planned, in the report's own voice"),
        ([says("Zubrowka", realis=PLANNED)], "Zubrowka says it is planned"),
        ([says("A", realis=POSSIBLE), says("B", realis=POSSIBLE)], "A and B say it is possible"),
        ([says(None, realis=POSSIBLE)], "possible, in the report's own voice"),
        ([says("A", realis=PLANNED), says("B", D, PLANNED)], "alleged by A to be planned; denied by B as planned"),
        ([says("A"), says(None)], "A says; report's own voice"),
    ],
)
def test_status(claims: list[Claim], words: str) -> None:
    """The claims, and nothing else, make the words; claims alike are told together, denials last."""
    assert status(event(*claims)) == words


def test_plain_table() -> None:
    """Without a terminal a reading is plain text: heading, who to whom, status, when, code and the words."""
    printed = plain(Reading(DOCUMENT, (event(says("the agency")),)))
    assert printed.splitlines() == [
        "d1 · 2024-10-23 · Shelling",
        "",
        "1. Zubrowka [ZUB GOV] → Freedonia [FRE]: attack, “shelled”",
        "   status  the agency says",
        "   when    2024-10-21 (“Monday”)",
        "   code    ASSAULT heavy-weapons, score -9.5",
        f"   words   {TEXT}",
    ]


@pytest.mark.parametrize("width", [60, 100])
def test_widths(width: int) -> None:
    """No line is longer than the width, on a terminal or off it."""
    document = Document("d1", TEXT * 20)
    reading = Reading(document, (event(says("the agency"), document=document),))
    stream = io.StringIO()
    show(reading, Console(file=stream, width=width, force_terminal=False))
    for printed in (plain(reading, width=width), stream.getvalue()):
        assert "shelled" in printed
        assert max(map(len, printed.splitlines())) <= width


def test_notes() -> None:
    """A report without events says so, one that failed says that, and links to other reports follow."""
    link = RelatedLink(DOCUMENT.span(0, 8), "Zubrowka votes", "https://example.org/1")
    linked = Document("d1", TEXT, related=(link,))
    assert "no events found" in plain(Reading(linked))
    assert "see also: Zubrowka votes <https://example.org/1>" in plain(Reading(linked))
    failed = Reading(Document("d1", ""), failures=(Failure("d1", "It broke.", "mend it"),))
    assert "could not be read" in plain(failed)
    assert "no events" not in plain(failed)


@pytest.mark.parametrize("place", [0, 60, 1200])
def test_context_keeps_the_trigger(place: int) -> None:
    """A long sentence is cut at words around the trigger, which is always shown."""
    text = "word " * 300
    document = Document("d1", text[:place] + "shelled " + text[place:])
    found = context(event(document=document, trigger=(place, place + 7)), document)
    assert "shelled" in found
    assert len(found) <= CONTEXT + 4
    assert set(found.split()) <= {"word", "shelled", "…"}
    assert found.startswith("…") is (place > 0 and place > CONTEXT // 2)


def test_terminal_is_not_steered() -> None:
    """Control characters of a report never reach the terminal."""
    document = Document("d1\x1b[2J", TEXT + "\x1b[31m\u202e\ud800\x07", title="a\nb")
    printed = plain(Reading(document, (event(says("x\x9b31m"), document=document),)))
    assert not set("\x1b\u202e\ud800\x07\x9b") & set(printed)
    assert "a b" in printed


def test_headline_says_nothing_happened() -> None:
    """The headline names the kind of event with its trigger; only the status row speaks about whether it is so."""
    shown = block(event(says("A"), says("B", D)), DOCUMENT)
    assert shown.headline.endswith("attack, “shelled”")
    assert shown.rows[0].value == "alleged by A; denied by B"
