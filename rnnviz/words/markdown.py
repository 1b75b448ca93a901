"""Text that is shown as Markdown."""

import re


def plain(text: str) -> str:
    r"""``text`` as Markdown that shows exactly it: what a person typed must not become a link or a picture.

    >>> print(plain("![x](http://a.b) *c*"))
    \!\[x\]\(http\://a\.b\) \*c\*
    """
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~$:&@.-])", r"\\\1", text)
