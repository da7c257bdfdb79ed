"""Equalities of sentences: nominalisation, order of nouns, light verbs, negation.

Each function makes one spelling of what sentences may say in two; where it is not sure that both
say the same, it leaves them apart or refuses.
"""

from collections import Counter

from pipeline.copies.dependence import AND, CLAUSE, MODE
from pipeline.copies.equal_words import (
    BY_MEANS,
    COUNTED_WHOLE,
    DENIED,
    EVENTS,
    LIGHT,
    MANNER,
    OUTCOMES,
    RELATIVE,
    UNACCUSATIVE,
    may_act,
    one_of,
)
from pipeline.copies.nodes import Node, UnsureError, is_state
from pipeline.copies.voices import (
    COUNT,
    PASSIVE,
    happens,
    hoist_shares,
    let_happen,
    make_active,
    settle_topics,
)

_EVERY = one_of("全て 全員 必ず 常に 両方 何れ 皆 一律 各")
_CAN = one_of("出来る 可能")
_ONCE = one_of("が を は に で から まで について が-も を-も") | {""}
"""Roles that one head gives once: where two claim one, who does what is not sure."""


def normal(node: Node, force: str = "", is_root: bool = False) -> Node:
    """A tree in which the equalities hold, from the leaves up.

    Args:
        node: changed in place.
        force: of the sentence, where the node is its root.
        is_root: whether it is.

    Raises:
        UnsureError: who does what is not sure.
    """
    node.children = [(role, normal(child)) for role, child in node.children]
    if node.head == "足りる" and "ない" in node.labels:
        at = node.labels.index("ない")
        node.head, node.kind = "不足", "event"
        node.labels = (*node.labels[:at], *node.labels[at + 1 :])
    node = _in_order(node)
    _say_not(node)
    if node.head == "こと" and not is_root and not node.labels and len(node.children) == 1:
        role, child = node.children[0]
        if role == CLAUSE:
            return child
    node.children = [_renamed(node, role, child, is_root, force) for role, child in node.children]
    settle_topics(node, force)
    hoist_shares(node)
    make_active(node)
    let_happen(node, force)
    node = _without_light_verb(node)
    _worry(node)
    _make_so(node)
    if node.head == "為る" and [role for role, _ in node.children] == ["よう"]:
        child = node.children[0][1]
        if child.was_passive and not child.labels:
            child.labels = node.labels
            return child
    if "ない" in node.labels and any(word in _EVERY for word in _heads(node)):
        raise UnsureError  # 全ての…ない: none, or not all
    counted = Counter(
        role for role, child in node.children if role in _ONCE or child.kind == "count"
    )
    if counted and max(counted.values()) > 1:
        raise UnsureError
    return node


def _in_order(node: Node) -> Node:
    """国と地方 and 地方と国 are one: of nouns beside each other the first in order leads."""
    for role, child in node.children:
        if role.startswith(AND) and not child.labels and not node.labels:
            rest = [(r, c) for r, c in node.children if c is not child]
            alone = Node(node.head, node.kind, (), rest)
            if str(child) < str(alone) and not any(r.startswith(AND) for r, _ in rest):
                return Node(child.head, child.kind, (), [*child.children, (role, alone)])
    return node


def _say_not(node: Node) -> None:
    """不十分である is 十分でない; では and で before ない are one."""
    if node.head.startswith("不") and node.head[1:] in DENIED:
        node.head, node.labels = node.head[1:], ("ない", *node.labels)
    if node.labels[:2] == ("は", "ない"):
        node.labels = node.labels[1:]


def _make_so(node: Node) -> None:
    """明確にする is 明確化する."""
    for role, child in list(node.children):
        made = f"{child.head}化"
        is_plain = role == "に" and not child.labels and not child.children
        if node.head == "為る" and is_plain and node.has("を") and made in EVENTS:
            node.head, node.kind = made, "event"
            node.children.remove((role, child))


def _heads(node: Node) -> list[str]:
    return [node.head] + [head for _, child in node.children for head in _heads(child)]


def _renamed(node: Node, role: str, child: Node, is_root: bool, force: str) -> tuple[str, Node]:
    """The role of a child in the spelling that it has on verbs."""
    if child.head == "為" and role in ("", "に") and not child.labels and len(child.children) == 1:
        clause_role, clause = child.children[0]
        if clause_role == CLAUSE:
            return ("ので" if is_state(clause) else "為"), clause
    if child.kind == "count" and role in ("", "の") and happens(node):
        return COUNT, _plain_count(child)
    if child.head in COUNTED_WHOLE and role in ("", "の", "を") and happens(node):
        return COUNT, child
    if role == CLAUSE and child.head in RELATIVE and happens(node):
        child.labels = tuple(label for label in child.labels if label != "た")
        return "て", child
    if child.head in MANNER and role in ("", "に", "の") and not child.labels:
        return MODE, child
    if role.endswith("も") and role != "も" and len(role) > 1:
        return f"{role[:-1]}-も", child
    if len(role) > 1 and role.endswith("は") and role != "ては":
        return role[:-1], child
    if happens(node):
        if len(role) > 1 and role.endswith("の"):
            role = role[:-1]
        if role == "による" and not PASSIVE.intersection(node.labels):
            return ("が" if may_act(child.head) and not node.has("が") else "による"), child
        if role == "の" and not may_act(child.head) and node.head not in BY_MEANS:
            wanted = "が" if node.head in UNACCUSATIVE else "を"
            is_fact = is_root and not force and wanted == "が"  # 利便性が向上 tells, の向上 wishes
            is_named = node.head in LIGHT and not is_root  # 調査の実施を追記: the doing is named
            return ("の" if node.has(wanted) or is_fact or is_named else wanted), child
    elif role == "に" and node.kind == "noun":
        return "への", child
    if role == "と" and node.head == "成る":
        return "に", child
    is_outcome = child.kind == "manner" or child.head in OUTCOMES
    if node.head == "為る" and role in ("と", MODE) and is_outcome and not child.labels:
        return "に", child  # 任意とする, 任意にする
    if role == "で" and child.head in ("国", "政府") and happens(node) and not node.has("が"):
        return "が", child  # 国で負担, 国において負担
    if role == "よう" and node.head == "努める":
        return "に", child
    return role, child


def _plain_count(child: Node) -> Node:
    """3年間 and 3年 are one length of time."""
    if child.head.endswith(("年間", "月間", "週間", "日間")):
        child.head = child.head.removesuffix("間")
    return child


def _without_light_verb(node: Node) -> Node:
    """周知を行う is 周知する, 確保ができる is 確保できる."""
    wanted = "を" if node.head in LIGHT else "が" if node.head in _CAN else ""
    for role, child in node.children:
        if wanted and role.removesuffix("-も") == wanted and happens(child):
            if child.labels or (node.head == "為る" and not _is_plain_doing(node)):
                return node
            also = ("も",) if role.endswith("も") else ()
            rest = [(r, c) for r, c in node.children if c is not child]
            inside = child.children
            if also and child.has("を"):
                inside = [("を-も" if r == "を" else r, c) for r, c in inside]
                also = ()
            labels = (("出来る",) if wanted == "が" else ()) + node.labels + also
            return Node(child.head, child.kind, labels, rest + inside)
    return node


def _is_plain_doing(node: Node) -> bool:
    """Whether する just does its object: 助言をする, not 延長を任意とする or 増えないようにする."""
    return all(
        may_act(child.head) if role in ("に", "と") else role != "よう"
        for role, child in node.children
    )


def _worry(node: Node) -> None:
    """増えるのではないかと懸念している, 増えることが懸念される and 増えることを懸念する are one."""
    if node.head != "懸念" or "ない" in node.labels:
        return
    node.labels = tuple(label for label in node.labels if label != "ている")
    for number, (role, child) in enumerate(node.children):
        if role == "かと" and child.labels[-3:] == ("の", "は", "ない"):
            child.labels = child.labels[:-3]
            node.children[number] = ("を", child)
