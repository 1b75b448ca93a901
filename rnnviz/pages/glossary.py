"""The page of the glossary, run by Streamlit as a script."""

from rnnviz.pages.terms.screen import glossary_page

if __name__ == "__main__":
    glossary_page()
