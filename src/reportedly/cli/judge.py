"""`reportedly judge`: what people say of events, which outranks what the machine found."""

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from reportedly.cli.options import open_store, settings_with, store_option
from reportedly.cli.placing import place
from reportedly.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.store import Store
    from reportedly.stories.judgements import Correction, Verdict
    from reportedly.stories.marks import Party

_HELP = """Judge what the machine put together, or correct what it read.

IDs are those of events as reportedly events, origins and judge pairs show them.  A judgement outranks the machine, stays when
reports are read or linked again, and can be undone; nothing that was judged is ever deleted."""

_EXAMPLES = """\b
Examples:
  reportedly judge pairs
  reportedly judge same 3f9a1c 77b02e
  reportedly judge different 3f9a1c 90cd11
  reportedly judge correct 3f9a1c --type AID --recipient "Russia"
  reportedly judge correct 3f9a1c --stance denies --speaker "Kremlin"
  reportedly judge undo 3
  reportedly judge list

Exit status: 0 done; 2 wrong usage; 3 something the machine lacks."""

who_option = click.option("--who", metavar="NAME", help="Who judges (the name of the user, if it is not given).")
_EPILOG = "\b\nExample:\n  reportedly judge {}"


@click.group("judge", help=_HELP, epilog=_EXAMPLES, short_help="Judge and correct events.")
def command() -> None:
    """Does nothing itself."""


def _pair(name: str, meaning: str) -> None:
    @command.command(name, help=meaning, epilog=_EPILOG.format(f"{name} 3f9a1c 77b02e"), short_help=meaning)
    @click.argument("id_", metavar="ID")
    @click.argument("other", metavar="ID")
    @who_option
    @store_option
    def judge_pair(id_: str, other: str, who: str | None, store: str | None) -> int:
        from reportedly.stories.judgements import Verdict  # --help starts without it

        return _judge(open_store(settings_with(), store), Verdict(name), (id_, other), who)


_pair("same", "Say that two events are one and the same.")
_pair("different", "Say that two events are not the same.")
_pair("unsure", "Say that it cannot be told whether two events are the same; the pair is not listed again.")


@command.command(
    "correct",
    epilog=_EPILOG.format('correct 3f9a1c --actor "North Korea" --place Kursk'),
    short_help="Say what an event should be.",
)
@click.argument("id_", metavar="ID")
@click.option("--type", "type_", metavar="TYPE", help="Its PLOVER type.")
@click.option("--actor", "actors", metavar="WHO", multiple=True, help="Who acts; may be given more than once, and replaces all.")
@click.option("--recipient", "recipients", metavar="WHO", multiple=True, help="Who is acted upon; the same.")
@click.option("--place", metavar="NAME", help="Where it happened.")
@click.option("--stance", type=click.Choice(["asserts", "denies", "doubts"]), help="What a speaker does with it.")
@click.option("--speaker", metavar="NAME", help="Whose stance it is, as origins shows the name; else the report's own.")
@who_option
@store_option
def correct(
    id_: str, type_: str | None, actors: tuple[str, ...], recipients: tuple[str, ...], place: str | None, stance: str | None,
    speaker: str | None, who: str | None, store: str | None,
) -> int:  # fmt: skip
    """Say what an event should be: its type, parties, place, or the stance of a speaker.

    It is corrected in the one telling that has this ID; what it is linked with is found anew.
    """
    from reportedly.stories.judgements import Verdict  # as above

    kept = open_store(settings_with(), store)
    corrections = list(_corrections(type_, actors, recipients, place, stance, speaker))
    if not corrections:
        raise UsageError("Nothing is corrected.", hint="--type, --actor, --recipient, --place or --stance")
    for correction in corrections:
        _judge(kept, Verdict.CORRECT, (id_,), who, correction)
    return 0


@command.command("undo", epilog=_EPILOG.format("undo 3"), short_help="Take a judgement back.")
@click.argument("number", metavar="N", type=int)
@who_option
@store_option
def undo(number: int, who: str | None, store: str | None) -> int:
    """Take the judgement N back, and put together again what it touched; it stays on record as undone."""
    from reportedly.store.judging import undo as take_back  # as above

    kept = open_store(settings_with(), store)
    take_back(kept.database, number, who or getpass.getuser(), _now())
    place(kept, quiet=True)
    click.echo(f"Judgement {number} is undone.", err=True)
    return 0


@command.command("list", epilog=_EPILOG.format("list"), short_help="Show all judgements.")
@store_option
def list_(store: str | None) -> int:
    """Show all judgements, those that were undone too."""
    from reportedly.cli.linked import judgement_line
    from reportedly.query import judgements  # as above

    found = judgements(open_store(settings_with(), store).database)
    for judgement in found:
        click.echo(judgement_line(judgement))
    if not found:
        click.echo("Nothing was judged yet.", err=True)
    return 0


@command.command("pairs", epilog=_EPILOG.format("pairs --limit 5"), short_help="Show pairs that may be one event.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many, the likeliest first.")
@store_option
def pairs(limit: int, store: str | None) -> int:
    """Show pairs of tellings that may be one event and were not put together."""
    from reportedly.cli.linked import pair_lines
    from reportedly.query import open_pairs  # as above

    found = open_pairs(open_store(settings_with(), store).database, limit)
    for pair in found:
        click.echo("\n".join(pair_lines(pair)))
    if not found:
        click.echo("No pair is left open.", err=True)
    return 0


def _judge(
    kept: "Store", verdict: "Verdict", ids: tuple[str, ...], who: str | None, correction: "Correction | None" = None
) -> int:
    from reportedly.query import telling
    from reportedly.store.judging import judge

    names = [telling(kept.database, id_)[0] for id_ in ids]
    number = judge(kept.database, verdict, names, who or getpass.getuser(), _now(), correction)
    place(kept, quiet=True)
    click.echo(f"Judgement {number} is kept; reportedly judge undo {number} takes it back.", err=True)
    return 0


def _corrections(
    type_: str | None, actors: tuple[str, ...], recipients: tuple[str, ...], place: str | None, stance: str | None,
    speaker: str | None,
) -> "Iterator[Correction]":  # fmt: skip
    """One for each part that is given."""
    from reportedly.model import Stance
    from reportedly.stories.judgements import Correction, Part

    if type_:
        yield Correction(Part.TYPE, type=_type(type_))
    if actors:
        yield Correction(Part.ACTORS, parties=tuple(map(_party, actors)))
    if recipients:
        yield Correction(Part.RECIPIENTS, parties=tuple(map(_party, recipients)))
    if place:
        yield Correction(Part.PLACE, place=place, country=_country_of(place))
    if stance:
        yield Correction(Part.STANCE, speaker=speaker, stance=Stance(stance))


def _type(name: str) -> str:
    from reportedly.codebook import load_codebook

    types = load_codebook(settings_with().codebook).types
    if name.upper() not in types:
        raise UsageError(f"{name!r} is no event type.", hint=", ".join(sorted(types)))
    return name.upper()


def _party(who: str) -> "Party":
    """Somebody by name, as the tables have them, or by a country's code."""
    from reportedly.knowledge import load_knowledge
    from reportedly.stories.marks import Party

    knowledge = load_knowledge(settings_with().actors)
    country = knowledge.country(who) if len(who) == 3 and who.isupper() else None  # noqa: PLR2004  # ISO3
    if country is not None:
        return Party(country.name, who, "GOV")
    entry = knowledge.lookup(who)
    if entry is None:
        return Party(who, None, None)
    return Party(entry.name, entry.country, entry.sectors[0] if entry.sectors else None)


def _country_of(place: str) -> str | None:
    from reportedly.knowledge import Gazetteer

    found = Gazetteer.open(settings_with().cache_dir).lookup(place)
    return max(found, key=lambda p: p.population).country if found else None


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
