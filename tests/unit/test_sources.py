"""Files, folders, JSON Lines and standard input become documents; what cannot be read becomes a failure."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import UsageError
from reportedly.model import Document, Failure, Pair
from reportedly.sources import count_paths, parse_date, read_pairs, read_paths

DAY = date(2024, 10, 23)
PAIR = {"id": "p1", "text": "Zubrowka praised Freedonia.", "actor": [0, 8], "recipient": [17, 26]}


def read(*paths: Path | str, published: date | None = None, stdin: bytes = b"", most: int = 1000) -> list[Document | Failure]:
    """All that `read_paths` gives."""
    names = [str(path) for path in paths]
    return list(read_paths(names, published=published, stdin=io.BytesIO(stdin), max_chars=most))


def document(item: Document | Failure) -> Document:
    """The item, which must be a document."""
    assert isinstance(item, Document), item
    return item


def failure(item: Document | Failure) -> Failure:
    """The item, which must be a failure."""
    assert isinstance(item, Failure), item
    return item


def lines(folder: Path, *records: object) -> Path:
    """A JSON Lines file of the records; a string is written as it is."""
    path = folder / "reports.jsonl"
    path.write_text("".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


class TestText:
    """Text files and standard input."""

    @given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80))
    def test_text_is_unchanged(self, text: str) -> None:
        r"""Whatever the text holds, `\r\n` and odd line ends too, it comes out as it went in."""
        assert document(read("-", stdin=text.encode())[0]).text == text

    def test_file(self, tmp_path: Path) -> None:
        """A file's doc_id is its stem, its text the content with byte order mark and line ends kept."""
        path = tmp_path / "a.b.txt"
        path.write_bytes("\ufeffOne.\r\nTwo.\r".encode())
        assert read(path, published=DAY) == [Document("a.b", "\ufeffOne.\r\nTwo.\r", DAY)]

    def test_empty_file(self, tmp_path: Path) -> None:
        """An empty file is a document without text, not a failure."""
        path = tmp_path / "empty.txt"
        path.touch()
        assert read(path) == [Document("empty", "")]

    def test_stdin(self) -> None:
        """A dash reads standard input, whose doc_id is "stdin"."""
        assert read("-", stdin=b"Hello.", published=DAY) == [Document("stdin", "Hello.", DAY)]

    def test_folder(self, tmp_path: Path) -> None:
        """A folder gives every .txt in it by name, and nothing else."""
        for name in ("b.txt", "a.TXT", "c.md"):
            (tmp_path / name).write_text(name, encoding="utf-8")
        (tmp_path / "d.txt").mkdir()
        assert [document(item).doc_id for item in read(tmp_path)] == ["a", "b"]

    def test_latin1(self, tmp_path: Path) -> None:
        """Bytes that are not UTF-8 are refused with the byte, its offset and the command that converts them."""
        path = tmp_path / "old.txt"
        path.write_bytes("Café".encode("latin-1"))
        found = failure(read(path)[0])
        assert found.doc_id == "old"
        assert found.message == "'old.txt' is not UTF-8: byte 0xe9 at offset 3."
        assert "iconv -f latin1 -t utf-8 old.txt" in found.hint

    def test_utf16(self, tmp_path: Path) -> None:
        """A text in UTF-16 is refused with the right encoding in the hint."""
        path = tmp_path / "wide.txt"
        path.write_bytes("Hello".encode("utf-16"))
        assert "iconv -f utf-16" in failure(read(path)[0]).hint

    def test_binary(self, tmp_path: Path) -> None:
        """A file with NUL bytes is called binary, with the offset of the first."""
        path = tmp_path / "photo.txt"
        path.write_bytes(b"abc\0def")
        assert failure(read(path)[0]).message == "'photo.txt' is binary: byte 0x00 at offset 3."

    @pytest.mark.parametrize(("size", "fails"), [(10, False), (11, True), (500, True)])
    def test_too_long(self, tmp_path: Path, size: int, fails: bool) -> None:  # a parameter of the case
        """A text of `max_chars` is read, a longer one refused with the number."""
        path = tmp_path / "long.txt"
        path.write_text("é" * size, encoding="utf-8")
        item = read(path, most=10)[0]
        assert isinstance(item, Failure) is fails
        assert not fails or "10 characters" in failure(item).message

    def test_bad_and_good(self, tmp_path: Path) -> None:
        """One bad file does not keep the others from being read, in the order given."""
        (tmp_path / "a.txt").write_text("good", encoding="utf-8")
        (tmp_path / "b.txt").write_bytes(b"\xff")
        (tmp_path / "c.txt").write_text("good", encoding="utf-8")
        assert [(type(item), item.doc_id) for item in read(tmp_path)] == [
            (Document, "a"),
            (Failure, "b"),
            (Document, "c"),
        ]

    def test_same_id_twice(self, tmp_path: Path) -> None:
        """A doc_id is let through once; the second report of that name is a failure that names its path."""
        paths = [tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]
        for path in paths:
            path.parent.mkdir()
            path.write_text("text", encoding="utf-8")
        first, second = read(*paths)
        assert document(first).doc_id == "a"
        assert failure(second).doc_id == str(paths[1])


class TestUsage:
    """What is wrong with the call is said before anything is read."""

    def test_missing_path(self, tmp_path: Path) -> None:
        """A path that does not exist is named at once, before the good ones are read."""
        good = tmp_path / "a.txt"
        good.write_text("good", encoding="utf-8")
        with pytest.raises(UsageError, match=r"nowhere\.txt"):
            read_paths([str(good), "nowhere.txt"], published=None, stdin=io.BytesIO(), max_chars=10)

    def test_text_as_path(self) -> None:
        """A text given in place of a path is refused without being repeated in full."""
        with pytest.raises(UsageError) as caught:
            read("The ministry said " * 500)
        assert len(caught.value.message) < 200
        assert "reportedly read -" in caught.value.hint

    def test_empty_folder(self, tmp_path: Path) -> None:
        """A folder without .txt files is refused by name; one with JSON Lines says how to read those."""
        with pytest.raises(UsageError, match=r"holds no \.txt"):
            read(tmp_path)
        path = lines(tmp_path, {"doc_id": "a", "text": "b"})
        with pytest.raises(UsageError) as caught:
            read(tmp_path)
        assert str(path) in caught.value.hint

    @pytest.mark.parametrize(
        "text", ["2024-13-45", "2024-1-2", "23/10/2024", "20241023", "", "0000-01-01", "\u0662\u0660\u0662\u0664-01-01"]
    )
    def test_bad_date(self, text: str) -> None:
        """Only an existing day written YYYY-MM-DD is a date; the refusal quotes what was given."""
        with pytest.raises(UsageError) as caught:
            parse_date(text)
        assert repr(text) in caught.value.message

    @given(day=st.dates())
    def test_good_date(self, day: date) -> None:
        """Every day of the calendar is read back from its ISO form."""
        assert parse_date(day.isoformat()) == day

    def test_count(self, tmp_path: Path) -> None:
        """The number of documents is known before reading for files, folders, lines and standard input."""
        (tmp_path / "a.txt").touch()
        (tmp_path / "b.txt").touch()
        path = lines(tmp_path, "{}\n", "{}\n", "{}")
        assert count_paths([str(tmp_path), str(path), "-"]) == 6


class TestJsonLines:
    """A report a line."""

    def test_fields(self, tmp_path: Path) -> None:
        """Known fields are taken, unknown ones left alone, and an empty or null one is unknown."""
        full = {
            "doc_id": "a",
            "text": "T",
            "published": "2024-10-23",
            "title": "Ti",
            "url": "u",
            "publisher": "P",
            "x": 1,
        }
        path = lines(tmp_path, full, {"doc_id": "b", "text": "", "title": "", "url": None})
        assert read(path) == [
            Document("a", "T", DAY, title="Ti", url="u", publisher="P"),
            Document("b", ""),
        ]

    def test_published_fills_in(self, tmp_path: Path) -> None:
        """The given day of publication stands only where the line has none."""
        path = lines(tmp_path, {"doc_id": "a", "text": "", "published": "2020-02-29"}, {"doc_id": "b", "text": ""})
        assert [document(item).published for item in read(path, published=DAY)] == [date(2020, 2, 29), DAY]

    def test_only_newline_ends_a_line(self, tmp_path: Path) -> None:
        """U+2028, U+2029, U+0085 and a carriage return in a string do not end a line."""
        text = "a\u2028b\u2029c\x85d"
        path = tmp_path / "reports.jsonl"
        path.write_bytes(json.dumps({"doc_id": "a", "text": text}, ensure_ascii=False).encode() + b"\r\n")
        assert document(read(path)[0]).text == text

    def test_mark_and_blank_lines(self, tmp_path: Path) -> None:
        """A byte order mark before the first line and blank lines between are passed over."""
        path = lines(tmp_path, "\ufeff", {"doc_id": "a", "text": "x"}, "\n", "  \n", '{"doc_id": "b", "text": "y"}')
        assert [item.doc_id for item in read(path)] == ["a", "b"]

    @pytest.mark.parametrize(
        ("line", "doc_id", "words"),
        [
            ("{nope", "reports.jsonl:2", "not JSON"),
            ("[1]", "reports.jsonl:2", "an array"),
            ("[" * 100_000, "reports.jsonl:2", "JSON"),
            ('{"text": "x"}', "reports.jsonl:2", "lacks 'doc_id'"),
            ('{"doc_id": 7, "text": "x"}', "reports.jsonl:2", "a number"),
            ('{"doc_id": " ", "text": "x"}', "reports.jsonl:2", "'doc_id' is ' '"),
            ('{"doc_id": "b"}', "b", "lacks 'text'"),
            ('{"doc_id": "b", "text": null}', "b", "'text' is null"),
            ('{"doc_id": "b", "text": "x", "title": []}', "b", "'title' is an array"),
            ('{"doc_id": "b", "text": "x", "published": "2024-13-45"}', "b", "'2024-13-45'"),
            ('{"doc_id": "b", "text": "x", "published": 2024}', "b", "a number"),
            ('{"doc_id": "a", "text": "x"}', "reports.jsonl:2", "given before"),
            (json.dumps({"doc_id": "b", "text": "x" * 1001}), "b", "1,000 characters"),
        ],
    )
    def test_bad_line(self, tmp_path: Path, line: str, doc_id: str, words: str) -> None:
        """A bad line is one failure that names what is wrong with it, and the lines around it are read."""
        path = lines(tmp_path, {"doc_id": "a", "text": "x"}, line + "\n", {"doc_id": "c", "text": "y"})
        first, bad, last = read(path)
        assert [document(first).doc_id, failure(bad).doc_id, document(last).doc_id] == ["a", doc_id, "c"]
        assert words in failure(bad).message
        assert failure(bad).hint

    def test_bad_bytes(self, tmp_path: Path) -> None:
        """A line that is not UTF-8 fails by itself."""
        path = tmp_path / "reports.jsonl"
        path.write_bytes(b'{"doc_id": "a", "text": "caf\xe9"}\n{"doc_id": "b", "text": "ok"}\n')
        bad, good = read(path)
        assert "byte 0xe9 at offset 28" in failure(bad).message
        assert document(good).doc_id == "b"

    def test_huge_line(self, tmp_path: Path) -> None:
        """A line of many megabytes is refused without being kept, and the next line is read."""
        path = tmp_path / "reports.jsonl"
        with path.open("wb") as stream:
            stream.write(b'{"doc_id": "huge", "text": "')
            for _ in range(4):
                stream.write(b"x" * 2**20)
            stream.write(b'"}\n{"doc_id": "b", "text": "ok"}\n')
        bad, good = read(path)
        assert failure(bad).doc_id == "reports.jsonl:1"
        assert "longer than 1,000 characters" in failure(bad).message
        assert document(good).doc_id == "b"

    def test_lone_surrogate(self, tmp_path: Path) -> None:
        """Half of a surrogate pair in a JSON string is kept as it was given."""
        path = lines(tmp_path, '{"doc_id": "a", "text": "\\ud83d!"}\n')
        assert document(read(path)[0]).text == "\ud83d!"


class TestPairs:
    """Pairs to be coded."""

    def test_pairs(self, tmp_path: Path) -> None:
        """Each line is a pair, in order; other keys are left alone."""
        path = lines(tmp_path, PAIR | {"root": "SUPPORT"}, PAIR | {"id": "p2"})
        first, second = read_pairs(str(path))
        assert first == Pair("p1", str(PAIR["text"]), (0, 8), (17, 26))
        assert second.id == "p2"

    def test_stdin(self) -> None:
        """A dash reads standard input."""
        assert [pair.id for pair in read_pairs("-", stdin=io.BytesIO(json.dumps(PAIR).encode()))] == ["p1"]

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("", "is blank"),
            ("{nope", "not JSON"),
            (json.dumps(PAIR), "given before"),
            (json.dumps(PAIR | {"id": 3}), "a number"),
            (json.dumps(PAIR | {"id": "p2", "actor": [0, 99]}), "27 characters"),
            (json.dumps(PAIR | {"id": "p2", "actor": [5, 5]}), "[5, 5]"),
            (json.dumps(PAIR | {"id": "p2", "actor": [-1, 5]}), "[-1, 5]"),
            (json.dumps(PAIR | {"id": "p2", "actor": [True, 5]}), "[true, 5]"),
            (json.dumps(PAIR | {"id": "p2", "recipient": "Freedonia"}), '"Freedonia"'),
            (json.dumps({"id": "p2", "text": "x", "actor": [0, 1]}), "missing"),
            (json.dumps({"id": "p2", "actor": [0, 1]}), "lacks 'text'"),
        ],
    )
    def test_bad_line(self, tmp_path: Path, line: str, words: str) -> None:
        """A line that is no pair is wrong usage that names the line: none is dropped in silence."""
        path = lines(tmp_path, PAIR, line + "\n")
        with pytest.raises(UsageError) as caught:
            list(read_pairs(str(path)))
        assert "reports.jsonl:2" in caught.value.message
        assert words in caught.value.message

    def test_missing_file(self, tmp_path: Path) -> None:
        """A file that is not there is wrong usage."""
        with pytest.raises(UsageError, match=r"nothing\.jsonl"):
            list(read_pairs(str(tmp_path / "nothing.jsonl")))
