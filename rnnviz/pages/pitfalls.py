"""The page of the pitfall lab, run by Streamlit as a script."""

from rnnviz.pages.lab.screen import pitfall_lab

if __name__ == "__main__":
    pitfall_lab()
