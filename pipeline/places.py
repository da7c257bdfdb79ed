"""Where the project's files lie, as paths below its root; every other module takes them from here.

The folders of tables stand with their classes in ``pipeline/tables``.
"""

CODEBOOK = "corpora/codebook"
"""What people decide: one file a subject, each read by a module of ``pipeline/codebook``."""
REVIEW_ITEMS = f"{CODEBOOK}/review_items.yaml"
ITEM_EXAMPLES = f"{CODEBOOK}/examples.csv"
FORM_WORDS = f"{CODEBOOK}/form_words.csv"
LABELS = f"{CODEBOOK}/labels.csv"
LEXICON = f"{CODEBOOK}/lexicon"
THEME_RULES = f"{CODEBOOK}/themes.yaml"
THEME_REGISTER = f"{CODEBOOK}/theme_register.csv"
THEME_LINKS = "corpora/theme_links.csv"
"""People's word on which theme of a round is which of an earlier one."""
UPTAKE = "corpora/uptake.csv"
"""People's word on what the next draft took up of each opinion (反映状況)."""
OFFICIAL_LIST = "corpora/respondents.csv"
REPLIES = "corpora/answers.csv"
"""Answers that were given earlier, which people supply."""

ROUNDS = "corpora/rounds"
"""A folder a round: round.yaml and the source files."""
DRAFTS = "corpora/drafts"
"""Drafts that rounds are about, which round.yaml names under ``draft``."""
PUBLISHED = "corpora/published"
"""A folder a round that is sealed: all that was handed out, and what it was made by."""
SEAL = "seal.json"
"""Of a sealed round: hashes of all its files."""
PRIVATE = "corpora/private"
"""Opinions and names of files as received; never in git."""
EXAMPLES = "corpora/examples"
GOLD = "corpora/gold"
"""What evaluation compares with; no other stage reads it."""
TABLES = "corpora/tables"

ENCODER = "models/encoder"
USER_DICTIONARY = "models/lexicon/user.dic"
NAME_SOUNDS = "models/lexicon/name_sounds.tsv"
"""How the dictionary's names sound, kept because reading them takes seconds."""
NAME_TAGGER = "models/lexicon/name_tagger.weights"
"""What tells names by the words around them."""
REVIEW_ITEM_MODEL = "models/review_items"

REPORTS = "reports"
OVERVIEW = f"{REPORTS}/index.html"
SEARCH = f"{REPORTS}/search"
"""Pages that search in what the reports show."""
CHANGES = f"{REPORTS}/changes"
"""Pages and tables of what changed between rounds."""
METRICS = f"{REPORTS}/metrics"
REPORT_METRICS = f"{METRICS}/report"
PLOTS = f"{REPORTS}/plots"

FINDS = ".dvc/tmp/finds"
"""Where personal data stands in the texts of each round, kept from its check to the run."""

DIGEST_LENGTH = 12
"""Hexadecimal digits of SHA-256 by which round.yaml tells files of one masked path apart."""


def number_key(round_name: str) -> str:
    """What the numbers of a round's public report stand for: who holds it can tell who is who."""
    return f"{PRIVATE}/{round_name}.numbers.csv"


def names_key(round_name: str) -> str:
    """The names of a round's files as received, by path in round.yaml: never in git."""
    return f"{PRIVATE}/{round_name}.files.json"
