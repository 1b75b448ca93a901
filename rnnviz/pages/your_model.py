"""The page of a person's own model, run by Streamlit as a script."""

from rnnviz.pages.own_model.screen import own_model

if __name__ == "__main__":
    own_model()
