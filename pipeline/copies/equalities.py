"""Equalities of sentences: voice, nominalisation, topics, shares and light verbs.

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

_EVERY = one_of("全て 全員 必ず 常に 両方 何れ 皆 一律 各")
_PASSIVE = frozenset(("れる", "られる"))
_CAN = one_of("出来る 可能")
_COUNT = "数"
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
    _settle_topics(node, force)
    _hoist_shares(node)
    _make_active(node)
    _let_happen(node, force)
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


def _happens(node: Node) -> bool:
    return node.kind in ("event", "verb")


def _renamed(node: Node, role: str, child: Node, is_root: bool, force: str) -> tuple[str, Node]:
    """The role of a child in the spelling that it has on verbs."""
    if child.head == "為" and role in ("", "に") and not child.labels and len(child.children) == 1:
        clause_role, clause = child.children[0]
        if clause_role == CLAUSE:
            return ("ので" if is_state(clause) else "為"), clause
    if child.kind == "count" and role in ("", "の") and _happens(node):
        return _COUNT, _plain_count(child)
    if child.head in COUNTED_WHOLE and role in ("", "の", "を") and _happens(node):
        return _COUNT, child
    if role == CLAUSE and child.head in RELATIVE and _happens(node):
        child.labels = tuple(label for label in child.labels if label != "た")
        return "て", child
    if child.head in MANNER and role in ("", "に", "の") and not child.labels:
        return MODE, child
    if role.endswith("も") and role != "も" and len(role) > 1:
        return f"{role[:-1]}-も", child
    if len(role) > 1 and role.endswith("は") and role != "ては":
        return role[:-1], child
    if _happens(node):
        if len(role) > 1 and role.endswith("の"):
            role = role[:-1]
        if role == "による" and not _PASSIVE.intersection(node.labels):
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
    if role == "で" and child.head in ("国", "政府") and _happens(node) and not node.has("が"):
        return "が", child  # 国で負担, 国において負担
    if role == "よう" and node.head == "努める":
        return "に", child
    return role, child


def _plain_count(child: Node) -> Node:
    """3年間 and 3年 are one length of time."""
    if child.head.endswith(("年間", "月間", "週間", "日間")):
        child.head = child.head.removesuffix("間")
    return child


def _settle_topics(node: Node, force: str) -> None:
    """Give は and も the case that they stand for, where only one is possible."""
    settled: list[tuple[str, Node]] = []
    for role, child in node.children:
        if role not in ("は", "も", "について"):
            settled.append((role, child))
            continue
        also = "-も" if role == "も" else ""
        taken = [r.removesuffix("-も") for r, _ in node.children + settled]
        is_subject = node.kind in ("adjective", "manner", "noun") or (
            node.head in UNACCUSATIVE or bool(_PASSIVE.intersection(node.labels))
        )
        if role != "について" and "が" not in taken and (may_act(child.head) or is_subject):
            settled.append((f"が{also}", child))
        elif (
            _happens(node)
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


def _hoist_shares(node: Node) -> None:
    """経費の全額を負担 is 経費を全額負担."""
    for role, child in list(node.children):
        if role == _COUNT and child.head in COUNTED_WHOLE:
            for inner_role, inner in list(child.children):
                if inner_role == "の" and not node.has("を"):
                    child.children.remove((inner_role, inner))
                    node.children.append(("を", inner))


def _make_active(node: Node) -> None:
    """国によって示された仕様 is 国が示した仕様; 仕様が示される is 仕様を示す."""
    if not _PASSIVE.intersection(node.labels) or not _happens(node):
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
    node.labels = tuple(label for label in node.labels if label not in _PASSIVE)
    node.was_passive = True


def _let_happen(node: Node, force: str) -> None:
    """支援を充実させてほしい is a demand for 支援の充実; 国が…させる is more than that."""
    if force and node.head in UNACCUSATIVE and node.labels[:1] == ("せる",) and not node.has("が"):
        node.labels = node.labels[1:]
        node.children = [("が" if role == "を" else role, child) for role, child in node.children]


def _without_light_verb(node: Node) -> Node:
    """周知を行う is 周知する, 確保ができる is 確保できる."""
    wanted = "を" if node.head in LIGHT else "が" if node.head in _CAN else ""
    for role, child in node.children:
        if wanted and role.removesuffix("-も") == wanted and _happens(child):
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
