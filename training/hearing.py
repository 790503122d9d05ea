"""Fitting the attributor: paragraphs as labels over word pieces, the losses of its heads, two stages.

Stage one learns cues, sources and contents from annotated news.  Stage two goes on with our own passages
beside as many paragraphs of news, for what that news hardly has: chains of sources, denials, doubts, and what
a cue does with its content.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from examples import pieces
from fit import IGNORED, load_tokenizer, slope
from network import Attributor, Heard
from sayings import Passage
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from reportedly.models.attributor import LONGEST

EPOCHS, RATE, HEAD_RATE = 4, 1.5e-4, 1e-3
OWN_EPOCHS, OWN_RATE, OWN_HEAD_RATE = 3, 5e-5, 3e-4
# A passage of ours is seen so often where a paragraph of news is seen once in stage two.
OWN_TIMES, NEWS_SHARE = 3, 8
PIECES_A_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """One cue with its source and content, as word pieces."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    stance: int
    kind: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Word pieces, and who says what in them."""

    ids: tuple[int, ...]
    rows: tuple[Row, ...]


def paragraph(tokenizer: Tokenizer, passage: Passage) -> Paragraph:
    """A passage as labels; what stands past the encoder's reach is left out."""
    encoded = tokenizer.encode(passage.text)
    offsets = encoded.offsets[:LONGEST]
    rows = []
    for saying in passage.sayings:
        cue, source, content = (
            tuple(sorted({i for span in some for i in pieces(offsets, span)}))
            for some in (saying.cue, saying.source, saying.content)
        )
        if cue:
            stance, kind = (IGNORED if known is None else known for known in (saying.stance, saying.kind))
            rows.append(Row(cue, source, content, stance, kind))
    return Paragraph(tuple(encoded.ids[:LONGEST]), tuple(rows))


def paragraphs(passages: Sequence[Passage]) -> list[Paragraph]:
    """All passages as labels."""
    tokenizer = load_tokenizer()
    tokenizer.no_truncation()
    return [paragraph(tokenizer, p) for p in passages]


def stage_one(model: Attributor, news: Sequence[Passage], seed: int) -> None:
    """Learns from annotated news, in place."""
    fit(model, paragraphs(news), epochs=EPOCHS, seed=seed, rate=RATE, head_rate=HEAD_RATE)


def stage_two(model: Attributor, own: Sequence[Passage], news: Sequence[Passage], seed: int) -> None:
    """Goes on with our own passages beside one paragraph of news in `NEWS_SHARE`, in place."""
    some = random.Random(seed).sample(list(news), len(news) // NEWS_SHARE)  # noqa: S311  # no secret
    examples = [*paragraphs(own) * OWN_TIMES, *paragraphs(some)]
    fit(model, examples, epochs=OWN_EPOCHS, seed=seed, rate=OWN_RATE, head_rate=OWN_HEAD_RATE)


def fit(model: Attributor, examples: Sequence[Paragraph], *, epochs: int, seed: int, rate: float, head_rate: float) -> None:
    """Trains in place; the same seed, data and number of threads give the same weights."""
    model.freeze()
    chance = random.Random(seed)  # noqa: S311  # no secret
    named = list(model.named_parameters())
    encoder = [p for name, p in named if name.startswith("encoder.") and p.requires_grad]
    heads = [p for name, p in named if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": heads, "lr": head_rate}], weight_decay=0.01, fused=True
    )
    steps = epochs * len(batches(examples, random.Random(seed)))  # noqa: S311  # as above
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: slope(n, steps))
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for batch in batches(examples, chance):
            loss = losses(model, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"  epoch {epoch + 1}: loss {total / len(examples):.3f}", flush=True)
    model.eval()


def batches(examples: Sequence[Paragraph], chance: random.Random) -> list[list[Paragraph]]:
    """Paragraphs of like length together, about as many pieces in each batch; in an order of chance."""
    found: list[list[Paragraph]] = [[]]
    for example in sorted(examples, key=lambda e: len(e.ids) + chance.random() * 8):
        if (len(found[-1]) + 1) * len(example.ids) > PIECES_A_BATCH:
            found.append([])
        found[-1].append(example)
    chance.shuffle(found)
    return [b for b in found if b]


def losses(model: Attributor, batch: Sequence[Paragraph]) -> Tensor:
    """The sum of the losses of every head over what the paragraphs know."""
    width = max(len(e.ids) for e in batch)
    ids = torch.tensor([[*e.ids, *[0] * (width - len(e.ids))] for e in batch])
    mask = torch.tensor([[1] * len(e.ids) + [0] * (width - len(e.ids)) for e in batch])
    heard = model.hear(model.encode(ids, mask))
    cues, stance, kind = (torch.full(ids.shape, IGNORED) for _ in range(3))
    for n, example in enumerate(batch):
        cues[n, : len(example.ids)] = 0
        for row in example.rows:
            for place, piece in enumerate(row.cue):
                opens = not place or row.cue[place - 1] != piece - 1
                cues[n, piece] = 1 if opens else 2
                stance[n, piece], kind[n, piece] = row.stance, row.kind
    total = 4.0 * functional.cross_entropy(heard.cues.flatten(0, 1), cues.flatten(), ignore_index=IGNORED)
    for logits, wanted in ((heard.stance, stance), (heard.kind, kind)):
        if (wanted != IGNORED).any():
            total = total + 0.5 * functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)
    return total + _linking(heard, batch, mask)


def _linking(heard: Heard, batch: Sequence[Paragraph], mask: Tensor) -> Tensor:
    """Binary cross-entropy over every piece of the paragraph, for each piece of each cue."""
    where, sources, contents = [], [], []
    for n, example in enumerate(batch):
        for row in example.rows:
            for piece in row.cue:
                where.append((n, piece))
                sources.append(row.source)
                contents.append(row.content)
    total = heard.cues.new_zeros(())
    if not where:
        return total
    spots = tuple(torch.tensor(where).T)
    seen = mask[spots[0]].float()
    for logits, members, weight in ((heard.sources, sources, 4.0), (heard.contents, contents, 2.0)):
        wanted = torch.zeros(len(where), mask.shape[1])
        for k, some in enumerate(members):
            wanted[k, list(some)] = 1.0
        each = functional.binary_cross_entropy_with_logits(logits[spots], wanted, reduction="none")
        total = total + weight * (each * seen).sum() / seen.sum()
    return total
