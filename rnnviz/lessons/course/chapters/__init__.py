"""The lessons, a folder each: ``en.md``, ``zh.md`` and ``lesson.py``."""
