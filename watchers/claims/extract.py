"""All claims of one article: the scene is laid out once, each kind reads it, and what is said several times becomes one claim."""

from watchers.claims.adoption import adoptions
from watchers.claims.entities import scene
from watchers.claims.lexicon import Lexicon
from watchers.claims.merging import merged
from watchers.claims.model import Extraction
from watchers.claims.names import NameIndex
from watchers.claims.partnership import partnerships
from watchers.model import Article


class Extractor:
    """Reads articles with one set of names and triggers; immutable and safe to share between threads."""

    def __init__(self, names: NameIndex, lexicon: Lexicon) -> None:
        self._names = names
        self._lexicon = lexicon

    def extract(self, article: Article) -> Extraction:
        """What the article claims, in order of place. Pure and deterministic."""
        view = scene(article, self._names, self._lexicon)
        claims = merged((*adoptions(view), *partnerships(view)))
        return Extraction(claims=claims, on_beat=view.topic is not None)
