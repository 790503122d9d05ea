"""Readings made by hand, of states and offices that do not exist: no model is needed for what is done with them."""

from datetime import date

from reportedly.model import (
    Actor,
    Claim,
    Document,
    Event,
    Granularity,
    Reading,
    Realis,
    Stance,
    When,
    event_id,
)

DAY = date(2024, 3, 14)
# Countries that no report in the tables is about, so that nothing is known of them but these codes.
CODES = {"Ruritania": "AAA", "Zubrowka": "BBB", "Graustark": "CCC", "Freedonia": "DDD"}


def somebody(document, name, at=0, sector="GOV"):
    """A party by the words that name it, from `at` on."""
    start = document.text.index(name, at)
    return Actor(document.span(start, start + len(name)), name, CODES.get(name), (sector,))


def event(document, trigger, actors, recipients=(), type_="ASSAULT", claims=(("", "asserts"),), when=None):
    """An event of the sentence its trigger stands in; claims are pairs of a speaker (“”: the report itself) and a stance."""
    text = document.text
    at = text.index(trigger)
    start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(".", at) + 1 or len(text)
    doers = tuple(somebody(document, name) for name in actors)
    done_to = tuple(somebody(document, name) for name in recipients)
    span = document.span(at, at + len(trigger))
    made = tuple(
        Claim(somebody(document, speaker) if speaker else None, (), Stance(stance), Realis.ACTUAL, None, 0.9)
        for speaker, stance in claims
    )
    interval = when and When(span, when, when, Granularity.DAY, "by hand")
    return Event(
        event_id(document, type_, span, doers, done_to), type_, (), (), 4, -9.0, span, document.span(start, end), doers, done_to,
        interval, None, 0.8, made,
    )  # fmt: skip


def reading(doc_id, text, *events, published=DAY, title=None, publisher=None):
    """A reading; each event is the arguments of `event` after the document."""
    document = Document(doc_id, text, published, title=title, publisher=publisher)
    found = tuple(
        event(document, *args[0], **args[1]) if isinstance(args[0], tuple) else event(document, *args) for args in events
    )
    return Reading(document, found)


SHELLED = (
    "Ruritania shelled the harbour of Zubrowka at dawn, the Zenda Gazette said. Forty boats burned near the old customs house."
)
SHELLED_TOO = (
    "At dawn Ruritania shelled the harbour of Zubrowka, officials in Zubrowka said. The customs house and forty boats burned."
)
DENIED = (
    "Ruritania denied that it shelled the harbour of Zubrowka at dawn. Its ministry spoke of an accident in the customs house."
)
TALKS = (
    "Graustark and Freedonia held talks on fishing rights in the northern bay. A second round of talks is to follow in autumn."
)


def attack(doc_id, published=DAY, publisher="Zenda Gazette"):
    """A report of a shelling, in its own voice."""
    return reading(doc_id, SHELLED, ("shelled", ["Ruritania"], ["Zubrowka"]), published=published, publisher=publisher)


def attack_told_otherwise(doc_id, published=DAY, publisher="Strelsau Courier"):
    """The same shelling in other words."""
    told = ("shelled", ["Ruritania"], ["Zubrowka"], "ASSAULT", [("Zubrowka", "asserts")])
    return reading(doc_id, SHELLED_TOO, told, published=published, publisher=publisher)


def denial(doc_id, published=DAY, publisher="Hentzau Post"):
    """The same shelling, denied."""
    told = ("shelled", ["Ruritania"], ["Zubrowka"], "ASSAULT", [("Ruritania", "denies")])
    return reading(doc_id, DENIED, told, published=published, publisher=publisher)


def talks(doc_id, published=DAY, publisher="Zenda Gazette"):
    """Something else."""
    return reading(doc_id, TALKS, ("talks", ["Graustark", "Freedonia"], [], "CONSULT"), published=published, publisher=publisher)
