"""Who does what to whom, in one spelling: topics, shares, passive and causative."""

from pipeline.copies.equal_words import COUNTED_WHOLE, UNACCUSATIVE, may_act
from pipeline.copies.nodes import Node, UnsureError

PASSIVE = frozenset(("れる", "られる"))
"""Auxiliaries that make a sentence passive."""
COUNT = "数"
"""Role of a number or a share: 3年 in 期限を3年延長, 全額."""


def settle_topics(node: Node, force: str) -> None:
    """Give は and も the case that they stand for, where only one is possible."""
    settled: list[tuple[str, Node]] = []
    for role, child in node.children:
        if role not in ("は", "も", "について"):
            settled.append((role, child))
            continue
        also = "-も" if role == "も" else ""
        taken = [r.removesuffix("-も") for r, _ in node.children + settled]
        is_subject = node.kind in ("adjective", "manner", "noun") or (
            node.head in UNACCUSATIVE or bool(PASSIVE.intersection(node.labels))
        )
        if role != "について" and "が" not in taken and (may_act(child.head) or is_subject):
            settled.append((f"が{also}", child))
        elif (
            happens(node)
            and "を" not in taken
            and not may_act(child.head)
            and ("が" in taken or force)
        ):
            settled.append((f"を{also}", child))
        else:
            settled.append((role, child))
    subjects = [role for role, _ in settled if role.removesuffix("-も") == "が"]
    if subjects and any(role == "は" and may_act(child.head) for role, child in settled):
        raise UnsureError  # 国は…し、県は…: which of them does which?
    node.children = settled


def hoist_shares(node: Node) -> None:
    """経費の全額を負担 is 経費を全額負担."""
    for role, child in list(node.children):
        if role == COUNT and child.head in COUNTED_WHOLE:
            for inner_role, inner in list(child.children):
                if inner_role == "の" and not node.has("を"):
                    child.children.remove((inner_role, inner))
                    node.children.append(("を", inner))


def make_active(node: Node) -> None:
    """国によって示された仕様 is 国が示した仕様; 仕様が示される is 仕様を示す."""
    if not PASSIVE.intersection(node.labels) or not happens(node):
        return
    agents = [
        role for role, child in node.children if role in ("による", "から") and may_act(child.head)
    ]
    subjects = [child for role, child in node.children if role in ("が", "が-も")]
    if any(may_act(child.head) for child in subjects) or not (agents or subjects):
        return
    if not agents and "られる" in node.labels:
        return  # 支援が得られない may mean that it cannot be had
    if any(role == "に" and may_act(child.head) for role, child in node.children):
        return
    turned = {"が": "を", "が-も": "を-も"} | ({agents[0]: "が"} if agents else {})
    node.children = [(turned.get(role, role), child) for role, child in node.children]
    node.labels = tuple(label for label in node.labels if label not in PASSIVE)
    node.was_passive = True


def let_happen(node: Node, force: str) -> None:
    """支援を充実させてほしい is a demand for 支援の充実; 国が…させる is more than that."""
    if force and node.head in UNACCUSATIVE and node.labels[:1] == ("せる",) and not node.has("が"):
        node.labels = node.labels[1:]
        node.children = [("が" if role == "を" else role, child) for role, child in node.children]


def happens(node: Node) -> bool:
    """Whether a word names something that happens or is done."""
    return node.kind in ("event", "verb")
