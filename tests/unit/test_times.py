"""The time grammar: which words are times, which days they mean, and what it leaves alone."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Granularity
from reportedly.reading import times

WEDNESDAY = date(2026, 3, 18)
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "times" / "dev.jsonl"
FLOOR = 32

MEANINGS = [
    # words, earliest, latest, granularity
    ("Monday", "2026-03-16", "2026-03-16", "day"),
    ("on Wednesday", "2026-03-18", "2026-03-18", "day"),
    ("Thursday", "2026-03-12", "2026-03-12", "day"),
    ("on Tues.", "2026-03-17", "2026-03-17", "day"),
    ("last Monday", "2026-03-16", "2026-03-16", "day"),
    ("last Tuesday", "2026-03-10", "2026-03-10", "day"),
    ("this Friday", "2026-03-20", "2026-03-20", "day"),
    ("next Monday", "2026-03-23", "2026-03-23", "day"),
    ("next Thursday", "2026-03-26", "2026-03-26", "day"),
    ("this past Sunday", "2026-03-15", "2026-03-15", "day"),
    ("Friday last week", "2026-03-13", "2026-03-13", "day"),
    ("early Saturday morning", "2026-03-14", "2026-03-14", "day"),
    ("late on Tuesday night", "2026-03-17", "2026-03-17", "day"),
    ("in the early hours of Sunday", "2026-03-15", "2026-03-15", "day"),
    ("9 p.m. on Friday", "2026-03-13", "2026-03-13", "hour"),
    ("Friday at about 6:45 a.m.", "2026-03-13", "2026-03-13", "minute"),
    ("today", "2026-03-18", "2026-03-18", "day"),
    ("tomorrow morning", "2026-03-19", "2026-03-19", "day"),
    ("tonight", "2026-03-18", "2026-03-18", "day"),
    ("last night", "2026-03-17", "2026-03-17", "day"),
    ("the day before yesterday", "2026-03-16", "2026-03-16", "day"),
    ("the day after tomorrow", "2026-03-20", "2026-03-20", "day"),
    ("overnight into Sunday", "2026-03-14", "2026-03-15", "day"),
    ("on Feb. 27", "2026-02-27", "2026-02-27", "day"),
    ("Oct. 2", "2025-10-02", "2025-10-02", "day"),
    ("5 June", "2026-06-05", "2026-06-05", "day"),
    ("Feb. 29", "2028-02-29", "2028-02-29", "day"),
    ("the 9th of April 2021", "2021-04-09", "2021-04-09", "day"),
    ("Saturday, July 4, 2015", "2015-07-04", "2015-07-04", "day"),
    ("4 July last year", "2025-07-04", "2025-07-04", "day"),
    ("2019-11-30", "2019-11-30", "2019-11-30", "day"),
    ("30/11/2019", "2019-11-30", "2019-11-30", "day"),
    ("11/30/2019", "2019-11-30", "2019-11-30", "day"),
    ("30.11.2019", "2019-11-30", "2019-11-30", "day"),
    ("on the 12th", "2026-03-12", "2026-03-12", "day"),
    ("in January", "2026-01-01", "2026-01-31", "month"),
    ("in March", "2026-03-01", "2026-03-31", "month"),
    ("in May", "2025-05-01", "2025-05-31", "month"),
    ("next May", "2026-05-01", "2026-05-31", "month"),
    ("last March", "2025-03-01", "2025-03-31", "month"),
    ("February 2020", "2020-02-01", "2020-02-29", "month"),
    ("November last year", "2025-11-01", "2025-11-30", "month"),
    ("in 2014", "2014-01-01", "2014-12-31", "year"),
    ("the 2019 accord", "2019-01-01", "2019-12-31", "year"),
    ("in the 1970s", "1970-01-01", "1979-12-31", "decade"),
    ("the ’60s", "1960-01-01", "1969-12-31", "decade"),
    ("the late 1980s", "1987-01-01", "1989-12-31", "range"),
    ("early 2024", "2024-01-01", "2024-04-30", "range"),
    ("mid-to-late 2024", "2024-05-01", "2024-12-31", "range"),
    ("late January", "2026-01-21", "2026-01-31", "range"),
    ("early next month", "2026-04-01", "2026-04-10", "range"),
    ("the second half of 2025", "2025-07-01", "2025-12-31", "range"),
    ("the first half of February", "2026-02-01", "2026-02-14", "range"),
    ("the first quarter of 2025", "2025-01-01", "2025-03-31", "quarter"),
    ("in the fourth quarter", "2025-10-01", "2025-12-31", "quarter"),
    ("Q2 2023", "2023-04-01", "2023-06-30", "quarter"),
    ("the first two months of 2026", "2026-01-01", "2026-02-28", "range"),
    ("the second week of February", "2026-02-08", "2026-02-14", "week"),
    ("the end of last month", "2026-02-28", "2026-02-28", "day"),
    ("by year-end", "2026-12-31", "2026-12-31", "day"),
    ("last summer", "2025-06-01", "2025-08-31", "season"),
    ("the winter of 2022", "2022-12-01", "2023-02-28", "season"),
    ("next autumn", "2026-09-01", "2026-11-30", "season"),
    ("four days ago", "2026-03-14", "2026-03-14", "day"),
    ("a week ago", "2026-03-09", "2026-03-15", "week"),
    ("nearly five months ago", "2025-10-01", "2025-10-31", "month"),
    ("two and a half years ago", "2023-01-01", "2023-12-31", "year"),
    ("half a year ago", "2025-09-01", "2025-09-30", "month"),
    ("twenty-one years ago", "2005-01-01", "2005-12-31", "year"),
    ("a month earlier", "2026-02-01", "2026-02-28", "month"),
    ("in six days", "2026-03-24", "2026-03-24", "day"),
    ("last week", "2026-03-09", "2026-03-15", "week"),
    ("next week", "2026-03-23", "2026-03-29", "week"),
    ("this month", "2026-03-01", "2026-03-31", "month"),
    ("next year", "2027-01-01", "2027-12-31", "year"),
    ("earlier this year", "2026-01-01", "2026-03-18", "range"),
    ("later this week", "2026-03-18", "2026-03-22", "range"),
    ("over the past two weeks", "2026-03-04", "2026-03-18", "range"),
    ("in the past 24 hours", "2026-03-17", "2026-03-18", "range"),
    ("the past month", "2026-02-18", "2026-03-18", "range"),
    ("over the next ten days", "2026-03-18", "2026-03-28", "range"),
    ("over the weekend", "2026-03-14", "2026-03-15", "range"),
    ("this weekend", "2026-03-21", "2026-03-22", "range"),
    ("since 2014", "2014-01-01", "2026-03-18", "range"),
    ("since Saturday", "2026-03-14", "2026-03-18", "range"),
    ("since October", "2025-10-01", "2026-03-18", "range"),
    ("since the start of the year", "2026-01-01", "2026-03-18", "range"),
    ("until Friday", "2026-03-18", "2026-03-20", "range"),
    ("before 2011", None, "2010-12-31", "range"),
    ("between Saturday and Tuesday", "2026-03-14", "2026-03-17", "range"),
    ("from 3 to 5 May", "2026-05-03", "2026-05-05", "range"),
    ("August 1-3, 2022", "2022-08-01", "2022-08-03", "range"),
    ("6 and 7 February", "2026-02-06", "2026-02-07", "range"),
    ("Jan. 30–Feb. 2", "2026-01-30", "2026-02-02", "range"),
    ("from January to April 2023", "2023-01-01", "2023-04-30", "range"),
    ("Dec. 29, 2022 to Jan. 3", "2022-12-29", "2023-01-03", "range"),
    ("from 1998 to 2004", "1998-01-01", "2004-12-31", "range"),
    ("2016-18", "2016-01-01", "2018-12-31", "range"),
    ("from 2019 to the present", "2019-01-01", "2026-03-18", "range"),
    ("recently", None, "2026-03-18", "vague"),
    ("in recent weeks", None, "2026-03-18", "vague"),
    ("a few days ago", None, "2026-03-18", "vague"),
    ("over the past few months", None, "2026-03-18", "vague"),
    ("soon", "2026-03-18", None, "vague"),
    ("in the coming days", "2026-03-18", None, "vague"),
    ("two years later", None, None, "vague"),
    ("the following week", None, None, "vague"),
]

NO_TIMES = [
    "for three days",
    "a two-day visit",
    "for six months",
    "at 3 p.m.",
    "You may march on in a second.",
    "Theresa May spoke for the second time.",
    "They march every Friday.",
    "Some 2000 troops and 1,950 others crossed.",
    "Resolution 1973 was read aloud.",
    "The KN-23 flew $2024 farther.",
    "The fall of the capital was near the 38th parallel.",
    "It is the deadliest raid in ten years.",
    "The day before the vote nothing moved.",
    "The 20th congress opened.",
    "03/04/2024",
]

SENTENCES = [
    (
        "Zubrowka's council will meet on Friday, its speaker said on Monday.",
        [("Friday", "2026-03-20"), ("Monday", "2026-03-16")],
    ),
    (
        "The premier said on Tuesday she will travel in December.",
        [("Tuesday", "2026-03-17"), ("December", "2026-12-01")],
    ),
    ("On Thursday, the parties will sign.", [("Thursday", "2026-03-19")]),
    ("The court ruled in December that a raid was illegal.", [("December", "2025-12-01")]),
    (
        "He landed on Oct. 20, 2019 and left the next day.",
        [("Oct. 20, 2019", "2019-10-20"), ("the next day", "2019-10-21")],
    ),
    ("The truce must be extended by Sunday.", [("Sunday", "2026-03-22")]),
    ("The 2012 pact lapsed last month’s end or so.", [("2012", "2012-01-01"), ("last month", "2026-02-01")]),
]


@pytest.mark.parametrize(("words", "earliest", "latest", "granularity"), MEANINGS)
def test_an_expression_means_its_days(words: str, earliest: str | None, latest: str | None, granularity: str) -> None:
    """Each expression resolves to the interval and the granularity that news means by it."""
    when = times.resolve(words, WEDNESDAY)

    assert when is not None
    assert (_iso(when.earliest), _iso(when.latest), when.granularity) == (earliest, latest, granularity)
    assert (when.span.start, when.span.end, when.span.text) == (0, len(words), words)


@pytest.mark.parametrize("text", NO_TIMES)
def test_durations_counts_names_and_habits_are_no_times(text: str) -> None:
    """Words that look like times and name no day give nothing."""
    assert times.find(text, 0, WEDNESDAY) == ()
    assert times.resolve(text, WEDNESDAY) is None


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_verb_beside_a_time_tells_which_way_it_looks(text: str, expected: list[tuple[str, str]]) -> None:
    """Each bare day or month of a sentence looks ahead only where its own verb does."""
    assert [(w.span.text, _iso(w.earliest)) for w in times.find(text, 0, WEDNESDAY)] == expected


def test_a_stretch_is_one_time_and_not_its_two_ends() -> None:
    """The longest reading wins, and nothing overlaps it."""
    found = times.find("Fighting raged between Saturday and Tuesday, and again in early 2024.", 0, WEDNESDAY)

    assert [w.span.text for w in found] == ["between Saturday and Tuesday", "early 2024"]


def test_spans_are_counted_from_the_offset() -> None:
    """A paragraph that begins at code point 100 has its times beyond it."""
    (when,) = times.find("It ended on Monday.", 100, WEDNESDAY)

    assert (when.span.start, when.span.end) == (112, 118)


def test_a_paragraph_break_ends_an_expression() -> None:
    """Words of two paragraphs never make one time; words on two lines do."""
    assert [w.span.text for w in times.find("last\n\nweek", 0, WEDNESDAY)] == []
    assert [w.span.text for w in times.find("last\nweek", 0, WEDNESDAY)] == ["last\nweek"]


@pytest.mark.parametrize(
    ("words", "granularity"),
    [("Monday", "day"), ("last week", "week"), ("two years ago", "year"), ("Nov. 5", "day"), ("recently", "vague")],
)
def test_without_a_publication_date_relative_times_keep_only_their_granularity(words: str, granularity: str) -> None:
    """Nobody's today is put in the place of a date that is not known."""
    when = times.resolve(words, None)

    assert when is not None
    assert (when.earliest, when.latest, when.granularity) == (None, None, granularity)


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("October 23, 2024", "2024-10-23", "2024-10-23"),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("since 2014", "2014-01-01", None),
        ("from January to March 2024", "2024-01-01", "2024-03-31"),
    ],
)
def test_without_a_publication_date_absolute_times_still_resolve(words: str, earliest: str, latest: str | None) -> None:
    """A date in full needs no anchor; an end that only publication could give stays open."""
    when = times.resolve(words, None)

    assert when is not None
    assert (_iso(when.earliest), _iso(when.latest)) == (earliest, latest)


PIECES = st.sampled_from([
    "since", "until", "from", "to", "between", "and", "on", "in", "the", "late", "early", "mid-", "end", "of", "last",
    "next", "this", "past", "Monday", "Friday", "May", "March", "3", "5", "23", "2014", "2024", "1990s", "two", "three",
    "days", "weeks", "months", "years", "year", "ago", "earlier", "later", "week", "weekend", "recently", "soon",
    "today", "yesterday", "overnight", ",", ".", "-", "'s", "said", "will", "10:30", "a.m.", "first", "second", "half", "quarter",
    "summer", "Feb.", "30", "troops",
])  # fmt: skip
ORDINARY = st.sampled_from(["the", "court", "of", "Zubrowka", "may", "march", "in", "a", "second", "and", "set", "sun"])
ANCHORS = st.none() | st.dates()


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60), st.integers(0, 500), ANCHORS)
def test_spans_quote_the_text_and_intervals_are_in_order(text: str, offset: int, anchor: date | None) -> None:
    """Whatever the words and the anchor: spans quote, never overlap, and earliest is not after latest."""
    found = times.find(text, offset, anchor)

    assert all(text[w.span.start - offset : w.span.end - offset] == w.span.text for w in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(w.earliest <= w.latest for w in found if w.earliest and w.latest)


@given(st.lists(ORDINARY).map(" ".join), ANCHORS)
def test_text_without_digits_or_time_words_has_no_times(text: str, anchor: date | None) -> None:
    """Ordinary words that are also spelled like times are none by themselves."""
    assert times.find(text, 0, anchor) == ()


@given(st.dates(date(1, 3, 1), date(9998, 12, 31)))
def test_a_full_date_reads_back_as_itself(day: date) -> None:
    """An ISO date means that day, whatever the day of publication."""
    when = times.resolve(day.isoformat(), WEDNESDAY)

    assert when is not None
    assert (when.earliest, when.latest, when.granularity) == (day, day, Granularity.DAY)


def test_the_development_gold_keeps_its_floor() -> None:
    """At least 32 of the 36 gold expressions have both ends right."""
    if not GOLD.is_file():
        pytest.skip("the gold of time expressions is not beside this checkout")
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").split("\n") if line.strip()]
    right = 0
    for item in gold:
        when = times.resolve(item["text"], date.fromisoformat(item["published"]))
        ends = (_iso(when.earliest), _iso(when.latest)) if when else (None, None)
        right += ends == (item["earliest"], item["latest"])

    assert right >= FLOOR


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


TOLD = [
    # text, the words, the day they mean, published 2026-03-18
    ("On 3 March the convoy left. The next day it was stopped.", "The next day", "2026-03-04"),
    ("The talks failed on 2 February 2025. A week later troops crossed the river.", "A week later", "2025-02-09"),
    ("He was dismissed on Thursday, 6 February 2025. The previous Friday he had resigned.", "The previous Friday", "2025-01-31"),
    ("The minister said on Monday: “We will sign tomorrow.”", "tomorrow", "2026-03-17"),
    ("“We signed yesterday,” she said on Monday.", "yesterday", "2026-03-15"),
    ("They will gather on Easter Monday.", "Easter Monday", "2026-04-06"),
    ("They gathered on Boxing Day.", "Boxing Day", "2025-12-26"),
]


@pytest.mark.parametrize(("text", "words", "day"), TOLD)
def test_anchored_on_what_was_told(text: str, words: str, day: str) -> None:
    """Stories count from the day told before, quotations from the day they were said."""
    start = text.index(words)
    when = times.within(text, start, start + len(words), WEDNESDAY)
    assert when is not None
    assert (_iso(when.earliest), _iso(when.latest)) == (day, day)


def test_stories_go_on_over_paragraphs() -> None:
    """“The next day” in a new paragraph counts from the paragraph before; a month told before gives no day."""
    (_, next_day) = times.find_all([("It began on 3 March.", 0), ("The next day it ended.", 100)], WEDNESDAY)
    assert next_day.earliest == date(2026, 3, 4)
    (_, unknown) = times.find_all([("It began in March 2024.", 0), ("The next day it ended.", 100)], WEDNESDAY)
    assert unknown.earliest is None


def test_months_and_years_count_from_months_and_years() -> None:
    """“Two months later” after a month is a month."""
    (_, later) = times.find("Voting began in April 2002. Two months later the house was dissolved.", 0, WEDNESDAY)
    assert (later.earliest, later.latest) == (date(2002, 6, 1), date(2002, 6, 30))


def test_date_line() -> None:
    """Filed in the east, a weekday that is tomorrow by the day of publication is tomorrow and not six days ago."""
    (east,) = times.find_all([("Troops fired on Thursday.", 0)], WEDNESDAY, eastern=True)
    assert east.earliest == date(2026, 3, 19)
    (west,) = times.find_all([("Troops fired on Thursday.", 0)], WEDNESDAY)
    assert west.earliest == date(2026, 3, 12)


def test_dates_of_other_languages_are_whole_or_nothing() -> None:
    """A whole date that the grammar does not know is read by dateparser; anything vaguer is not guessed."""
    when = times.resolve("24 octobre 2024", WEDNESDAY)
    assert when is not None
    assert when.earliest == date(2024, 10, 24)
    assert times.resolve("octobre", WEDNESDAY) is None
