"""The page of what frameworks do differently, run by Streamlit as a script."""

from rnnviz.pages.conventions.screen import between_frameworks

if __name__ == "__main__":
    between_frameworks()
