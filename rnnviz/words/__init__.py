"""The words on the screen, in every language of the app.

A text is written in English where it is used, and looked up in the catalogue of the visit's language:

>>> _ = translation("en")
>>> _("forget gate")
'forget gate'
>>> translation("zh").language
'zh'

Each visit holds its own `Translation`. ``gettext.install`` would set one language for the whole process, and
with it for every visitor.
"""

from rnnviz.words.translation import HTML_LANGUAGES, LANGUAGES, N_, Translation, translation

__all__ = ["HTML_LANGUAGES", "LANGUAGES", "N_", "Translation", "translation"]
