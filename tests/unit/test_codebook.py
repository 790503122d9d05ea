"""What the codebook holds and what it refuses."""

import pickle
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from reportedly.codebook import Codebook, Trigger, load_codebook
from reportedly.errors import CodebookError

# PLOVER manual 0.8: type, score, quad, and its modes with their scores.
PLOVER: dict[str, tuple[float, int, dict[str, float | None]]] = {
    "AGREE": (2.5, 1, {}),
    "CONSULT": (2.5, 1, {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5}),
    "SUPPORT": (5, 1, {}),
    "CONCEDE": (4.5, 1, {}),
    "COOPERATE": (9.5, 2, {}),
    "AID": (10, 2, {}),
    "RETREAT": (
        6.5,
        2,
        {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    ),
    "REQUEST": (0, 3, {"assist": 0.5, "change": -1, "yield": -1, "meet": 0}),
    "ACCUSE": (-3, 3, {"disapprove": -2, "investigate": -3.5, "allege": -3.5}),
    "REJECT": (-2, 3, {"assist": -1.5, "change": -2, "yield": -2, "meet": -2}),
    "THREATEN": (
        -3.5,
        3,
        {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5},
    ),
    "PROTEST": (
        -5,
        4,
        {
            "demo": -5,
            "riot": -7,
            "strike": -5,
            "hunger": -4.5,
            "boycott": -4.5,
            "obstruct": -4.5,
            "vandalize": None,
        },
    ),
    "SANCTION": (-6, 4, {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6}),
    "MOBILIZE": (-5.5, 4, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6}),
    "COERCE": (
        -7,
        4,
        {
            "seize": -7,
            "restrict": -7,
            "censor": -6.5,
            "curfew": -6.5,
            "martial-law": -7.5,
            "arrest": -7,
            "deport": -7,
            "withhold": -7,
            "misinformation": -6.5,
            "cyber": -7,
        },
    ),
    "ASSAULT": (
        -9,
        4,
        {
            "abduct": -8.5,
            "beat": -7.5,
            "torture": -8.5,
            "sexual": -8.5,
            "targeted": -9.5,
            "destroy": -8.5,
            "primitive": -8,
            "firearms": -9,
            "explosives": -9,
            "suicide-attack": -9.5,
            "aerial": -9.5,
            "drone": -9.5,
            "heavy-weapons": -9.5,
            "crowd-control": -7.5,
            "unconventional": -10,
        },
    ),
}
CONTEXTS = [
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
]

DOCS = Path(__file__).parents[2] / "docs" / "codebook.md"

TYPES_FILE = """
[[type]]
name = "GREET"
definition = "One party greets another."
score = 1
quad = 1
reciprocal = true

[[type.mode]]
name = "wave"
score = 1.5
definition = "A hand is waved."
"""
CONTEXTS_FILE = """
[[context]]
name = "ceremony"
definition = "A ceremony takes place."
words = ["parade"]
"""
VERB = '[[verb]]\nlemmas = ["hail"]\n'
NOUN = '[[noun]]\nlemmas = ["salute"]\n'


def folder(root: Path, *, types: str = TYPES_FILE, contexts: str = CONTEXTS_FILE, greet: str = VERB, about: str = "") -> Path:
    """A small codebook of one's own, with one file replaced at will."""
    (root / "triggers").mkdir()
    (root / "codebook.toml").write_text(about or 'name = "Zubrowka"\nversion = "1"\n', encoding="utf-8")
    (root / "types.toml").write_text(types, encoding="utf-8")
    (root / "contexts.toml").write_text(contexts, encoding="utf-8")
    (root / "triggers" / "greet.toml").write_text(greet, encoding="utf-8")
    return root


def only(book: Codebook, lemma: str) -> Trigger:
    """The one verb trigger under a lemma."""
    (trigger,) = book.verb_triggers[lemma]
    return trigger


def chosen(verb: str, *, object_: str) -> list[Trigger]:
    """The built-in triggers of a single verb that ask for this object."""
    return [t for t in load_codebook().verb_triggers[verb] if object_ in t.object and len(t.words) == 1]


@pytest.mark.parametrize("name", PLOVER)
def test_type_is_as_plover_has_it(name: str) -> None:
    """Every PLOVER type has the manual's score, quad and modes."""
    score, quad, modes = PLOVER[name]
    found = load_codebook().types[name]
    assert (found.score, found.quad) == (score, quad)
    assert {m.name: m.score for m in found.modes.values()} == modes


def test_there_are_sixteen_types_and_no_more() -> None:
    """The built-in codebook has PLOVER's sixteen types, and 67 modes in all."""
    types = load_codebook().types
    assert set(types) == set(PLOVER)
    assert sum(len(t.modes) for t in types.values()) == 67


def test_there_are_thirty_seven_contexts() -> None:
    """The built-in codebook has PLOVER's contexts, each with 12 to 30 words."""
    contexts = load_codebook().contexts
    assert [c.name for c in contexts] == CONTEXTS
    assert all(12 <= len(c.words) <= 30 for c in contexts)


def test_planned_cooperation_is_agreement_and_planned_retreat_a_concession() -> None:
    """What an act is called while only intended follows the manual."""
    planned = {t.name: t.when_planned for t in load_codebook().types.values() if t.when_planned}
    assert planned == {
        "CONSULT": "AGREE",
        "SUPPORT": "AGREE",
        "COOPERATE": "AGREE",
        "AID": "AGREE",
        "RETREAT": "CONCEDE",
    }


def test_some_types_need_a_recipient_and_some_are_reciprocal() -> None:
    """Recipients are needed, and parties joined, where the manual says so."""
    types = load_codebook().types.values()
    assert {t.name for t in types if t.recipient_needed} == {"COOPERATE", "AID", "SANCTION"}
    assert {t.name for t in types if t.reciprocal} == {"CONSULT", "COOPERATE"}


def test_every_definition_is_there_once() -> None:
    """No definition is empty, and no two are the same."""
    book = load_codebook()
    types = list(book.types.values())
    texts = [t.definition for t in types] + [c.definition for c in book.contexts]
    texts += [m.definition for t in types for m in t.modes.values()]
    counts = Counter(text.strip().lower() for text in texts)
    assert "" not in counts
    assert [d for d, n in counts.items() if n > 1] == []


def test_lexicon_is_wide() -> None:
    """The built-in lexicon covers the news: many phrases, and every mode is reachable."""
    book = load_codebook()
    phrases = Counter(pos for pos, _ in {(t.pos, t.phrase) for t in book})
    assert phrases["verb"] >= 600
    assert phrases["noun"] >= 350
    reached = {(t.type, t.mode) for t in book}
    assert [(t.name, m) for t in book.types.values() for m in t.modes if (t.name, m) not in reached] == []


def test_no_phrase_stands_twice_in_a_type_with_the_same_conditions() -> None:
    """Within a type, two triggers differ in words or in conditions."""
    counts = Counter((t.type, t.pos, t.words, t.conditions) for t in load_codebook())
    assert [key[:3] for key, n in counts.items() if n > 1] == []


def test_no_two_types_claim_a_phrase_alike() -> None:
    """Where two types share a phrase under the same conditions, a weight decides between them."""
    shared: dict[object, set[str]] = {}
    for t in load_codebook():
        shared.setdefault((t.pos, t.words, t.conditions, t.weight), set()).add(t.type)
    assert [types for types in shared.values() if len(types) > 1] == []


def test_triggers_are_sorted_most_specific_first() -> None:
    """More words come before fewer; with as many words and conditions, more weight comes first."""
    launch = load_codebook().verb_triggers["launch"]
    lengths = [len(t.words) for t in launch]
    assert lengths == sorted(lengths, reverse=True)
    assert launch[0].phrase.startswith("launch ")
    assert all(t.head == "launch" for t in launch)


@pytest.mark.parametrize(
    ("verb", "object_", "type_"),
    [
        ("launch", "missile", "MOBILIZE"),
        ("launch", "attack", "ASSAULT"),
        ("launch", "investigation", "ACCUSE"),
        ("express", "concern", "ACCUSE"),
        ("express", "solidarity", "SUPPORT"),
        ("express", "readiness", "AGREE"),
        ("hold", "talk", "CONSULT"),
        ("fire", "tear gas", "ASSAULT"),
        ("strengthen", "tie", "COOPERATE"),
        ("impose", "sanction", "SANCTION"),
        ("impose", "curfew", "COERCE"),
        ("sign", "treaty", "SUPPORT"),
        ("inspect", "base", "MOBILIZE"),
        ("issue", "ultimatum", "THREATEN"),
        ("release", "aid", "AID"),
    ],
)
def test_the_object_tells_the_type(verb: str, object_: str, type_: str) -> None:
    """A verb of many uses is told apart by what it acts on."""
    assert type_ in {t.type for t in chosen(verb, object_=object_)}


def test_denying_a_claim_is_no_event() -> None:
    """`deny` triggers only with something that can be withheld, such as entry or a visa."""
    triggers = load_codebook().verb_triggers["deny"]
    assert {t.type for t in triggers} == {"REJECT"}
    assert all("entry" in t.object and "visa" in t.object for t in triggers)


@pytest.mark.parametrize("verb", ["say", "tell", "state", "note", "report", "remark"])
def test_plain_speaking_is_no_event(verb: str) -> None:
    """A verb of mere speaking has no trigger without conditions."""
    bare = [t for t in load_codebook().verb_triggers.get(verb, ()) if not (t.object or t.complement_verbs)]
    assert bare == []


def test_a_vow_is_told_apart_by_what_is_vowed() -> None:
    """A vow to strike is a threat, a vow to withdraw a concession, any other an agreement."""
    triggers = [t for t in load_codebook().verb_triggers["vow"] if not t.object]
    assert {t.type for t in triggers if "strike" in t.complement_verbs} == {"THREATEN"}
    assert {t.type for t in triggers if "withdraw" in t.complement_verbs} == {"CONCEDE"}
    (other,) = [t for t in triggers if t.type == "AGREE"]
    assert {"strike", "withdraw"} <= set(other.not_complement_verbs)


def test_an_exercise_of_ones_own_is_told_from_a_joint_one() -> None:
    """A joint exercise is COOPERATE; a military one that is not joint is MOBILIZE."""
    triggers = [t for t in load_codebook().noun_triggers["exercise"] if t.modifier and len(t.words) == 1]
    assert {t.type for t in triggers if "joint" in t.modifier} == {"COOPERATE"}
    assert {t.type for t in triggers if "military" in t.modifier and "joint" in t.not_modifier} == {"MOBILIZE"}


def test_score_is_the_modes_where_it_has_one() -> None:
    """A mode's score goes before its type's; without one, the type's holds."""
    book = load_codebook()
    assert book.score("RETREAT", ["disarm"]) == 10
    assert book.score("REQUEST", ["meet"]) == 0
    assert book.score("PROTEST", ["vandalize"]) == -5
    assert book.score("PROTEST", ["vandalize", "riot"]) == -7
    assert book.score("AID") == 10
    assert book.quad("AID") == 2


def test_score_and_quad_of_an_unknown_type_are_unknown() -> None:
    """Unknown is `None`, for the score and for the quad."""
    book = load_codebook()
    assert book.score("DANCE") is None
    assert book.quad("DANCE") is None


def test_codebook_can_be_sent_to_another_process() -> None:
    """A codebook survives pickling unchanged."""
    book = load_codebook()
    assert pickle.loads(pickle.dumps(book)) == book  # noqa: S301  # our own bytes


def test_records_print_as_words() -> None:
    """Every record reads as words when printed."""
    book = load_codebook()
    shown = [str(book), str(book.types["AID"]), str(book.contexts[0]), str(book.types["CONSULT"].modes["visit"])]
    assert shown == ["PLOVER 0.8 (16 types, 37 contexts)", "AID (+10)", "military", "visit"]
    assert str(next(t for t in book.verb_triggers["accuse"] if len(t.words) == 1)) == "accuse (verb) → ACCUSE allege"


def test_users_codebook_loads_like_ours(tmp_path: Path) -> None:
    """A folder of one's own gives types, contexts and triggers with the documented defaults."""
    book = load_codebook(folder(tmp_path, greet=VERB + NOUN))
    trigger = only(book, "hail")
    assert (book.name, book.version, [c.words for c in book.contexts]) == ("Zubrowka", "1", [("parade",)])
    assert (trigger.type, trigger.mode, trigger.weight, trigger.reciprocal) == ("GREET", None, 0.8, True)
    assert trigger.recipient == ("object", "to", "on", "against", "with", "at", "from", "for", "over", "inside")
    assert (trigger.actor, trigger.complement, trigger.requires) == ("subject", None, ())
    (noun,) = book.noun_triggers["salute"]
    assert (noun.of, noun.recipient[:2]) == ("theme", ("against", "on"))


def test_built_in_files_load_as_a_users_codebook(tmp_path: Path) -> None:
    """The built-in files, copied elsewhere, give the same codebook: the two are read by one rule."""
    import reportedly.codebook  # only this test needs the package's own place

    source = Path(next(iter(reportedly.codebook.__path__))) / "plover"
    shutil.copytree(source, tmp_path / "copy")
    assert load_codebook(tmp_path / "copy") == load_codebook()


def test_every_lemma_becomes_a_trigger_of_its_own(tmp_path: Path) -> None:
    """An entry with several phrases gives one trigger each; hyphened nouns count as several words."""
    text = '[[verb]]\nlemmas = ["hail", "wave at"]\nmode = "wave"\n[[noun]]\nlemmas = ["hand-shake"]\n'
    book = load_codebook(folder(tmp_path, greet=text))
    assert only(book, "wave").words == ("wave", "at")
    assert only(book, "hail").mode == "wave"
    assert book.noun_triggers["shake"][0].words == ("hand", "shake")


def test_listed_complement_verbs_ask_for_a_complement(tmp_path: Path) -> None:
    """Naming the complement's verbs implies that there must be a complement."""
    book = load_codebook(folder(tmp_path, greet=VERB + 'complement_verbs = ["come"]\n'))
    assert only(book, "hail").complement is True


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ("colour = 1\n", "colour"),
        ('mode = "bow"\n', "bow"),
        ('recipient = ["objct"]\n', "objct"),
        ('actor = "inside"\n', "inside"),
        ('requires = ["place"]\n', "place"),
        ('requires = "actor"\n', "actor"),
        ('object = ["Guest"]\n', "Guest"),
        ('object = ["head of state"]\n', "head of state"),
        ("object = []\n", "[]"),
        ("weight = 2\n", "2"),
        ("weight = true\n", "True"),
        ('complement = "yes"\n', "yes"),
        ('complement = false\ncomplement_verbs = ["come"]\n', "False"),
        ('modifier = ["joint"]\n', "modifier"),
        ('[[verb]]\nmode = "wave"\n', "lemmas"),
        ('[[verb]]\nlemmas = ["hail", "hail"]\n', "hail"),
        (VERB, "hail"),
        (NOUN + 'object = ["guest"]\n', "object"),
        (NOUN + 'recipient = ["clause"]\n', "clause"),
        (NOUN + 'of = "nobody"\n', "nobody"),
        ('[[noun]]\nlemmas = ["show of hands"]\n', "show of hands"),
        ('[[adjective]]\nlemmas = ["warm"]\n', "adjective"),
    ],
)
def test_trigger_that_is_not_understood_is_refused(tmp_path: Path, entry: str, word: str) -> None:
    """Whatever a trigger file says beyond the format is refused, with the file and the word at fault."""
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder(tmp_path, greet=VERB + entry))
    assert "triggers/greet.toml" in caught.value.message
    assert word in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("types", "word"),
    [
        (TYPES_FILE + TYPES_FILE, "GREET"),
        (TYPES_FILE.replace("quad = 1", "quad = 5"), "5"),
        (TYPES_FILE.replace("quad = 1", "quad = 1.5"), "1.5"),
        (TYPES_FILE.replace("score = 1\n", "score = 11\n"), "11"),
        (TYPES_FILE.replace("score = 1\n", ""), "score"),
        (TYPES_FILE.replace("GREET", "greet"), "greet"),
        (TYPES_FILE.replace("reciprocal = true", 'reciprocal = "yes"'), "yes"),
        (TYPES_FILE.replace("reciprocal = true", 'when_planned = "PROMISE"'), "PROMISE"),
        (TYPES_FILE.replace("reciprocal = true", "mutual = true"), "mutual"),
        (TYPES_FILE.replace('"A hand is waved."', '" "'), "definition"),
        (TYPES_FILE + '[[type.mode]]\nname = "wave"\ndefinition = "Again."\n', "wave"),
        ("type = 3\n", "3"),
        ("", "no type"),
    ],
)
def test_type_that_is_not_understood_is_refused(tmp_path: Path, types: str, word: str) -> None:
    """A type that is unclear, doubled or out of range is refused."""
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder(tmp_path, types=types))
    assert "types.toml" in caught.value.message
    assert word in caught.value.message


@pytest.mark.parametrize(
    ("contexts", "word"),
    [
        (CONTEXTS_FILE + CONTEXTS_FILE, "ceremony"),
        (CONTEXTS_FILE.replace('["parade"]', '"parade"'), "parade"),
        (CONTEXTS_FILE + "score = 1\n", "score"),
    ],
)
def test_context_that_is_not_understood_is_refused(tmp_path: Path, contexts: str, word: str) -> None:
    """A context that is doubled or has another shape is refused."""
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder(tmp_path, contexts=contexts))
    assert "contexts.toml" in caught.value.message
    assert word in caught.value.message


@pytest.mark.parametrize("name", ["dance.toml", "greet.txt", "GREET.toml"])
def test_trigger_file_of_no_type_is_refused(tmp_path: Path, name: str) -> None:
    """A file of triggers must bear a type's name in lower case."""
    root = folder(tmp_path)
    (root / "triggers" / "greet.toml").rename(root / "triggers" / name)
    with pytest.raises(CodebookError, match=name):
        load_codebook(root)


@pytest.mark.parametrize("name", ["codebook.toml", "types.toml", "contexts.toml"])
def test_missing_file_is_named(tmp_path: Path, name: str) -> None:
    """A codebook without one of its files is refused by that file's name."""
    root = folder(tmp_path)
    (root / name).unlink()
    with pytest.raises(CodebookError, match=name):
        load_codebook(root)


def test_missing_folders_are_named(tmp_path: Path) -> None:
    """A folder that is not there, or one without triggers, is refused."""
    with pytest.raises(CodebookError, match="nowhere"):
        load_codebook(tmp_path / "nowhere")
    root = folder(tmp_path)
    shutil.rmtree(root / "triggers")
    with pytest.raises(CodebookError, match="triggers"):
        load_codebook(root)


def test_file_that_is_not_toml_or_not_utf8_is_named(tmp_path: Path) -> None:
    """A file that cannot be parsed is refused by name, whatever is wrong with it."""
    root = folder(tmp_path, types="[[type\n")
    with pytest.raises(CodebookError, match=r"types\.toml is not TOML"):
        load_codebook(root)
    (root / "types.toml").write_bytes(b"\xff")
    with pytest.raises(CodebookError, match=r"types\.toml is not UTF-8"):
        load_codebook(root)


def test_refusal_ends_with_what_to_try(tmp_path: Path) -> None:
    """The error names the allowed values after `Try:` and stands for wrong usage."""
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder(tmp_path, greet=VERB + 'mode = "bow"\n'))
    assert str(caught.value).splitlines()[-1] == "Try: mode as one of GREET's modes: wave"
    assert caught.value.exit_status == 2


def test_documented_example_loads(tmp_path: Path) -> None:
    """The example in the documentation is a codebook that loads."""
    (tmp_path / "triggers").mkdir()
    for name, body in re.findall(r"`([\w/]+\.toml)`\n\n```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL):
        (tmp_path / name).write_text(body, encoding="utf-8")
    book = load_codebook(tmp_path)
    assert book.verb_triggers["present"][0].mode == "gift"


def test_documentation_names_every_type_mode_and_context() -> None:
    """The documentation lists all types with their modes, and all contexts."""
    text = DOCS.read_text(encoding="utf-8")
    book = load_codebook()
    rows = dict(re.findall(r"^\| ([A-Z]+) \| [^|]+ \| \d \| (.+) \|$", text, re.MULTILINE))
    assert set(rows) == set(book.types)
    assert [(t.name, m) for t in book.types.values() for m in t.modes if m not in rows[t.name]] == []
    assert [c.name for c in book.contexts if f"`{c.name}`" not in text] == []
