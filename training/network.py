"""The networks: an encoder, and heads that read its word pieces; the attributor shares the coder's lower layers."""

from dataclasses import dataclass

import torch
from examples import MODES, REALIS, TYPES
from torch import Tensor, nn
from transformers import BertModel

from reportedly.model import Stance

WIDTH = 128
# The layers that coder and attributor share: as many as leave the attributor's figures nearly as they are
# with an encoder of its own, and let both fit into the wheel.
SHARED = 2
STANCES = tuple(Stance)
KINDS = ("speech", "belief", "intention", "evidence")


@dataclass
class Scores:
    """What the heads say of a batch: logits by piece, and by (trigger piece, party piece) for the roles."""

    types: Tensor
    modes: Tensor
    realis: Tensor
    negated: Tensor
    actors: Tensor
    recipients: Tensor


@dataclass
class Heard:
    """What the attributor says of a batch.

    Of each piece whether a cue begins or goes on there, and the cue's stance and kind; of each two pieces
    whether the second is source or content of the first.
    """

    cues: Tensor
    sources: Tensor
    contents: Tensor
    stance: Tensor
    kind: Tensor


class Coder(nn.Module):
    """A BERT encoder with heads for trigger and type, mode, realis, negation, roles, and marked pairs."""

    def __init__(self, encoder: BertModel, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.types = nn.Linear(size, len(TYPES) + 1)
        self.modes = nn.Linear(size, len(MODES) + 1)
        self.realis = nn.Linear(size, len(REALIS))
        self.negated = nn.Linear(size, 1)
        self.trigger = nn.Linear(size, 2 * WIDTH)
        self.party = nn.Linear(size, 2 * WIDTH)
        self.role_bias = nn.Parameter(torch.full((2,), -2.0))
        self.query = nn.Linear(2 * size, size)
        self.mix = nn.Linear(3 * size, size)
        self.pair = nn.Linear(size, len(TYPES) + 1)

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, size)."""
        return self.dropout(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)

    def tag(self, hidden: Tensor) -> Scores:
        """What every piece is, and which pieces are its parties."""
        triggers = torch.tanh(self.trigger(hidden)).chunk(2, dim=-1)
        parties = torch.tanh(self.party(hidden)).chunk(2, dim=-1)
        actors, recipients = (
            torch.matmul(t, p.transpose(1, 2)) / WIDTH**0.5 * 3.0 + self.role_bias[n]
            for n, (t, p) in enumerate(zip(triggers, parties, strict=True))
        )
        return Scores(
            self.types(hidden), self.modes(hidden), self.realis(hidden), self.negated(hidden).squeeze(-1), actors, recipients
        )

    def relate(self, hidden: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """The type between two parties: (batch, 1 + types).

        `actor` and `recipient` are 0/1 masks over pieces.  The two parties ask the sentence for what links
        them; the answer and both parties are classed.
        """
        first, second = (_mean(hidden, m) for m in (actor, recipient))
        question = self.query(torch.cat([first, second], dim=-1))
        weights = torch.einsum("bd,btd->bt", question, hidden) / hidden.shape[-1] ** 0.5
        weights = weights.masked_fill(mask == 0, -1e4).softmax(dim=-1)
        answer = torch.einsum("bt,btd->bd", weights, hidden)
        return self.pair(self.dropout(torch.nn.functional.gelu(self.mix(torch.cat([first, second, answer], dim=-1)))))


class Attributor(nn.Module):
    """A BERT encoder whose lower layers are the coder's, with heads for cues, their sources and contents."""

    def __init__(self, encoder: BertModel, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.cue = nn.Linear(size, 3)
        self.asking = nn.Linear(size, 2 * WIDTH)
        self.asked = nn.Linear(size, 2 * WIDTH)
        self.alone = nn.Linear(size, 2)
        self.bias = nn.Parameter(torch.tensor([-2.0, -1.0]))
        self.stance = nn.Linear(size, len(STANCES))
        self.kind = nn.Linear(size, len(KINDS))

    def freeze(self) -> None:
        """Keeps what is shared as it is."""
        shared = [self.encoder.embeddings, *self.encoder.encoder.layer[:SHARED]]
        for parameter in (p for part in shared for p in part.parameters()):
            parameter.requires_grad_(requires_grad=False)

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, size)."""
        return self.dropout(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)

    def hear(self, hidden: Tensor) -> Heard:
        """The logits of every head."""
        asking = torch.tanh(self.asking(hidden)).chunk(2, dim=-1)
        asked = torch.tanh(self.asked(hidden)).chunk(2, dim=-1)
        alone = self.alone(hidden)
        sources, contents = (
            torch.matmul(a, b.transpose(1, 2)) / WIDTH**0.5 * 3.0 + self.bias[n] + alone[..., n].unsqueeze(1)
            for n, (a, b) in enumerate(zip(asking, asked, strict=True))
        )
        return Heard(self.cue(hidden), sources, contents, self.stance(hidden), self.kind(hidden))


def lower(encoder: BertModel, ids: Tensor) -> Tensor:
    """What the shared layers make of word pieces: (batch, pieces, size)."""
    return _through(encoder.encoder.layer[:SHARED], encoder.embeddings(input_ids=ids))


def upper(encoder: BertModel, below: Tensor) -> Tensor:
    """What an encoder's own layers make of that."""
    return _through(encoder.encoder.layer[SHARED:], below)


def _through(layers: nn.ModuleList, hidden: Tensor) -> Tensor:
    for layer in layers:
        found = layer(hidden)
        hidden = found[0] if isinstance(found, tuple) else found
    return hidden


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    weights = mask / mask.sum(dim=1, keepdim=True).clamp(min=1.0)
    return torch.einsum("bt,btd->bd", weights, hidden)
