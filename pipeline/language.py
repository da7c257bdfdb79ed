"""The language of messages to people: Japanese or English, one for all that a command says.

Every message stands in both languages at the place that raises it. What the pipeline says about the
contents of received files is Japanese, as the report is.
"""

import os

LANGUAGES = ("ja", "en")
VARIABLE = "OPINIONS_LANG"
"""Of the environment, so that the stages that DVC starts speak the same."""


def choose(language: str) -> None:
    """Have this process and all that it starts speak ``ja`` or ``en``."""
    os.environ[VARIABLE] = language


def chosen() -> str:
    """The language: as chosen, else English where the locale says so, else Japanese.

    A locale that names no language (C, POSIX) says nothing.
    """
    said = os.environ.get(VARIABLE, "")
    if said in LANGUAGES:
        return said
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "en" if locale.lower().startswith("en") else "ja"


def says(japanese: str, english: str) -> str:
    """The message in the language of this process."""
    return japanese if chosen() == "ja" else english
