"""The page of the glossary, part by part."""
