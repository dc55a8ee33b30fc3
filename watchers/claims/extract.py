"""All claims of one article: the scene is laid out once, each kind reads it, and what is said several times becomes one claim."""

from watchers.claims.adoption import Said, adoptions
from watchers.claims.entities import scene
from watchers.claims.lexicon import Lexicon
from watchers.claims.model import Adoption, Claim, Extraction
from watchers.claims.names import NameIndex
from watchers.model import Article


class Extractor:
    """Reads articles with one set of names and triggers; immutable and safe to share between threads."""

    def __init__(self, names: NameIndex, lexicon: Lexicon) -> None:
        self._names = names
        self._lexicon = lexicon

    def extract(self, article: Article) -> Extraction:
        """What the article claims, in order of place. Pure and deterministic."""
        view = scene(article, self._names, self._lexicon)
        best: dict[tuple[str, str], Said] = {}
        for said in adoptions(view):
            key = (said.claim.vendor, said.claim.agency)
            if key not in best or (said.claim.stage.rung or 9, said.weight) > (best[key].claim.stage.rung or 9, best[key].weight):
                best[key] = said
        claims: list[Claim] = [said.claim for said in best.values()]
        return Extraction(claims=tuple(claims), on_beat=bool(view.topic))
