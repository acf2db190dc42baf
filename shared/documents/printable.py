"""Which characters can stand on a document?"""

from __future__ import annotations

import re
import unicodedata

from shared.errors import Refused

_UNPRINTABLE = re.compile(
    "[^"
    " -~"  # ASCII without control characters: a field is one line
    "\u00a0-\u00ac\u00ae-\u00ff"  # Latin-1 without the soft hyphen
    "\u0100-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f"  # Latin Extended-A, as far as the bundled fonts go
    "\u02bb\u02bc\u02be\u02bf"  # the apostrophes of transliterated Arabic names
    "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2032\u2033"  # dashes, quotes, bullet, ellipsis, primes
    "]"
)
"""Bidirectional overrides and zero-width characters are out on purpose: they make a name look like another one."""


class Unprintable(Refused):
    """A field holds a character that cannot be printed on a document."""  # field, character: "U+1F600"


def printable(text: str, field: str) -> str:
    """The text in composed form (NFC). Raises Unprintable, which names field and character, never the text."""
    composed = unicodedata.normalize("NFC", text)
    if found := _UNPRINTABLE.search(composed):
        raise Unprintable(field=field, character=f"U+{ord(found.group()):04X}")
    return composed


def legible(text: str) -> str:
    """The text with each unprintable character as "?": for what strangers call themselves, never for a document."""
    return _UNPRINTABLE.sub("?", unicodedata.normalize("NFC", " ".join(text.split())))
