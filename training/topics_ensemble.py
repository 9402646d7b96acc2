"""Two networks and a linear model that answer as one, and how they become the arrays of one topic model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from topics_network import WIDE, Bags, Linear, Network, Targets, batch, learn_topics

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruanalyze.topics.model import TopicModel

SEEDS = (1, 2)
TAUGHT = 1  # the other network keeps to hand labels: on rows held out the three are better so than with two taught ones
LINEAR_RATE = 2e-2  # words that stand in few documents have few steps to move


class Ensemble:
    """The mean of its members' opinions; `begin` makes a network that knows the rubrics."""

    def __init__(self, begin: Callable[[], Network], hand: tuple[Bags, Targets], taught: tuple[Bags, Targets] | None):
        self.nets: list[Network] = []
        for seed in SEEDS:
            self.nets.append(begin())
            learn_topics(self.nets[-1], hand, taught if seed == TAUGHT else None, seed=seed)
        self.linear = Linear(self.nets[0].own.weight.shape[0])
        learn_topics(self.linear, hand, taught, rate=LINEAR_RATE)

    def opinions(self, bags: Bags) -> np.ndarray:
        """Logits [documents, 2K]."""
        members = [*self.nets, self.linear]
        with torch.no_grad():
            parts = [
                sum(net(batch(bags, np.arange(n, min(n + 256, len(bags))))) for net in members)
                for n in range(0, len(bags), 256)
            ]
        return torch.cat(parts).numpy() / len(members)

    def arrays(self, shape: TopicModel) -> dict[str, np.ndarray]:
        """The words' vectors of each network side by side, then what words say by themselves, summed over the members."""
        wide, members = len(self.nets) * WIDE, len(self.nets) + 1
        own = self.linear.own.weight + sum(net.own.weight for net in self.nets)
        rows = torch.cat([*(net.words.weight for net in self.nets), own / members], 1).detach().numpy()
        scale = np.maximum(np.abs(rows).max(0), 1e-9) / 127
        hidden = np.zeros((wide, wide), np.float32)
        for n, net in enumerate(self.nets):
            part = slice(n * WIDE, (n + 1) * WIDE)
            hidden[part, part] = net.layer.weight.detach().numpy().T
        heads = [net.head.weight.detach().numpy().T / members for net in self.nets]
        bias = self.linear.bias + sum(net.head.bias for net in self.nets)
        layers = [net.layer.bias.detach().numpy() for net in self.nets]
        return shape.arrays | {
            "rows": np.round(rows / scale).astype(np.int8),
            "scale": scale.astype(np.float32),
            "hidden": hidden,
            "hidden_bias": np.concatenate(layers).astype(np.float32),
            "out": np.concatenate(heads).astype(np.float32),
            "out_bias": (bias / members).detach().numpy().astype(np.float32),
        }
