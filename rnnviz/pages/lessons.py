"""The page that lists the lessons, run by Streamlit as a script."""

from rnnviz.pages.course.list_screen import lesson_list

if __name__ == "__main__":
    lesson_list()
