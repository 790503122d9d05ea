"""The coder's network: one encoder, and heads that read its word pieces."""

from dataclasses import dataclass

import torch
from examples import MODES, REALIS, TYPES
from torch import Tensor, nn
from transformers import BertModel

WIDTH = 128


@dataclass
class Scores:
    """What the heads say of a batch: logits by piece, and by (trigger piece, party piece) for the roles."""

    types: Tensor
    modes: Tensor
    realis: Tensor
    negated: Tensor
    actors: Tensor
    recipients: Tensor


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


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    weights = mask / mask.sum(dim=1, keepdim=True).clamp(min=1.0)
    return torch.einsum("bt,btd->bd", weights, hidden)
