"""The glossary."""


def linked(markdown: str, language: str) -> str:
    """Markdown whose terms lead to the glossary."""
    return markdown
