"""Words with what depends on them."""

from dataclasses import dataclass, field


@dataclass
class Node:
    """A word with what depends on it."""

    head: str
    kind: str
    labels: tuple[str, ...] = ()
    """What the auxiliaries say: negation, tense, voice, mood, in order."""
    children: list[tuple[str, "Node"]] = field(default_factory=list)
    """With their roles: the particles behind them, in one spelling."""
    was_passive: bool = False

    def has(self, *roles: str) -> bool:
        """Whether something depends on it in one of these roles."""
        return any(role.removesuffix("-も") in roles for role, _ in self.children)

    def __str__(self) -> str:
        """The frame: children in an order that does not depend on the text's."""
        inside = sorted(f"{role}:{child}" for role, child in self.children)
        return f"{self.head}[{'.'.join(self.labels)}]({';'.join(inside)})"


def is_state(node: Node) -> bool:
    """Whether a clause tells a state, so that 〜ため behind it is a reason and no purpose."""
    return (
        bool({"ない", "ている", "た"}.intersection(node.labels))
        or node.kind in ("adjective", "manner")
        or node.head == "有る"
    )


class UnsureError(Exception):
    """Two parts of a sentence claim one role."""
