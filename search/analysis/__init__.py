"""Words, stems, synonyms and letter numbers of Indonesian office texts.

Pure Python: no Django, no engine. Both engines see text only through this
package, so that they give the same answers.
"""

from search.analysis.numbers import (
    NumberForm,
    find_references,
    number_norm,
    number_parts,
    recognise,
)
from search.analysis.stemming import analyse, stem, stems
from search.analysis.synonyms import SynonymTable, default_synonyms
from search.analysis.text import Token, clean_text, fold, tokens

__all__ = [
    "NumberForm",
    "SynonymTable",
    "Token",
    "analyse",
    "clean_text",
    "default_synonyms",
    "find_references",
    "fold",
    "number_norm",
    "number_parts",
    "recognise",
    "stem",
    "stems",
    "tokens",
]
