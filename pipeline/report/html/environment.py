"""The templates of reports with what they may call: anchors, words, number formats."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from pipeline.report import wording

if TYPE_CHECKING:
    from pipeline.report.summary.opinion_lines import OpinionLine


def template_environment(
    opinion_href: "Callable[[OpinionLine], str] | None" = None,
) -> jinja2.Environment:
    """Templates of reports: everything escaped, and a missing name is an error."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.report.html"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        {"n": lambda number: f"{number:,}", "probability": lambda value: f"{value:.2f}"}
    )
    names: dict[str, Any] = {
        "opinion_href": opinion_href,
        "opinion_anchor": opinion_anchor,
        "theme_anchor": theme_anchor,
        "item_anchor": item_anchor,
        "item_label": wording.item_label,
        "item_short": wording.item_short,
        "Status": wording.Status,
    }
    environment.globals.update(names)
    return environment


def script_of_the_page(environment: jinja2.Environment, *names: str) -> dict[str, Markup]:
    """The inlined scripts as one, and its hash: the page's policy lets it run and no other."""
    loader = environment.loader
    if loader is None:  # for the type checker: template_environment sets one
        raise AssertionError
    source = "".join(loader.get_source(environment, name)[0] for name in names)
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return {"script": Markup(source), "script_hash": Markup(f"sha256-{digest}")}


def as_data(value: object) -> Markup:
    """JSON as the content of an element: no text in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def opinion_anchor(opinion_id: str) -> str:
    """Anchor of an opinion; it follows the opinion, not its number."""
    return f"o-{opinion_id}"


def theme_anchor(theme_id: str) -> str:
    """Anchor of a theme; it follows the theme, not its rank."""
    return "t-" + re.sub(r"[^0-9A-Za-z_-]", "-", theme_id)


def item_anchor(code: str) -> str:
    """Anchor of a review item."""
    return "i-" + re.sub(r"[^0-9A-Za-z_-]", "-", code)
